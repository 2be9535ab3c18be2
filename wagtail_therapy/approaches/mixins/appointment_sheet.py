from dataclasses import replace
from functools import partial
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from wagtail_therapy.approaches.appointment_sheet.sheet import (
    ASKED,
    QUESTION,
    TakingAlong,
    clean_query,
)
from wagtail_therapy.approaches.compare import selection
from wagtail_therapy.content.metadata.meta_tags import NOINDEX, PageMeta
from wagtail_therapy.practice.crisis.notice import IN_MAIL, Crisis
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.page_notices import crisis_for


class TakingAlongMixin(models.Model):
    """An index under whose address readers put a page together to take to a first appointment.

    As with comparisons, what they choose is in the address and nowhere else.
    """

    take_along_template = "wagtail_therapy/approaches/take_along.html"

    class Meta:
        abstract = True

    @path("take-along/", name="take_along")
    def take_along(self, request: HttpRequest) -> HttpResponse:
        taking = TakingAlong(request.GET, self.get_approaches(), self.locale_id)
        if selection.UNAVAILABLE in taking.selection.notes and (moved := self._moved(request)):
            return moved
        if set(request.GET) - {selection.PARAMETER, QUESTION, ASKED}:
            # The form of the list sends its filters, too.
            return HttpResponseRedirect(f"?{clean_query(request.GET)}")
        context = partial(self.take_along_context, taking=taking)
        return self.render(request, template=self.take_along_template, instead=context)

    def get_take_along_url(self, request: HttpRequest | None = None) -> str:
        """Return the address to which a choice is added; "" for an index outside of all sites."""
        return self._take_along_below(self.get_url(request))

    def get_cached_paths(self) -> list[str]:
        # Without a choice it is the same for everybody.
        return [*super().get_cached_paths(), self._take_along_below("/")]

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), self._take_along_below("/")]

    def take_along_context(
        self, request: HttpRequest, meta: PageMeta, *, taking: TakingAlong
    ) -> dict[str, Any]:
        """Return what the template of the page needs."""
        meta = replace(
            meta.moved_to(self._take_along_below(meta.canonical)),
            title=f"{_('A page to take along')} – {meta.title}",
            robots=NOINDEX,
            description=_(
                "A page to print for a first appointment: approaches in short, questions to ask, "
                "and room to write."
            ),
        )
        self.describe_as(meta)
        back = taking.selection.query()
        return {
            "taking": taking,
            "therapy_topic": taking,
            "contact": PracticeSettings.read_for(request),
            "crisis": _in_short(crisis_for(request, self)),
            "change_url": f"{self.get_url(request)}{back and '?'}{back}",
            "meta": meta,
            # Search engines are told to leave it.
            "json_ld": [],
        }

    def _take_along_below(self, address: str) -> str:
        # A host may have chosen WAGTAIL_APPEND_SLASH = False.
        path = self.reverse_subpage("take_along")
        return f"{address.rstrip('/')}/{path}" if address else ""


def _in_short(crisis: Crisis | None) -> Crisis | None:
    # Nothing unfolds on paper.
    return crisis.beginning_with(IN_MAIL) if crisis else None
