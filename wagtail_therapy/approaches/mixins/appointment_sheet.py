from dataclasses import replace
from functools import partial
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from wagtail_therapy.approaches.appointment_sheet.sheet import (
    QUESTION_PARAMETER,
    QUESTIONS_SENT_PARAMETER,
    AppointmentSheet,
    clean_query,
)
from wagtail_therapy.approaches.compare import selection
from wagtail_therapy.content.metadata.meta_tags import NOINDEX, PageMeta
from wagtail_therapy.content.mixins import subpage_url
from wagtail_therapy.practice.crisis.notice import FIRST_AUDIENCES_IN_EMAIL, CrisisNotice
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.page_notices import crisis_notice_for


class AppointmentSheetMixin(models.Model):
    """An index below which readers put together a page to print for a first appointment.

    As with comparisons, their choice is in the address and is not stored.
    """

    take_along_template = "wagtail_therapy/approaches/take_along.html"

    class Meta:
        abstract = True

    @path("take-along/", name="take_along")
    def take_along(self, request: HttpRequest) -> HttpResponse:
        sheet = AppointmentSheet(request.GET, self.get_approaches(), self.locale_id, request)
        if selection.UNAVAILABLE in sheet.selection.notes and (
            moved := self._redirect_to_current_slugs(request)
        ):
            return moved
        if set(request.GET) - {selection.PARAMETER, QUESTION_PARAMETER, QUESTIONS_SENT_PARAMETER}:
            # The form of the list sends its filters, too.
            return HttpResponseRedirect(f"?{clean_query(request.GET)}")
        context = partial(self.take_along_context, sheet=sheet)
        return self.render(request, template=self.take_along_template, build_context=context)

    def get_take_along_url(self, request: HttpRequest | None = None) -> str:
        """Return the address to which a query is added; "" for an index outside all sites."""
        return subpage_url(self, self.get_url(request), "take_along")

    def get_cached_paths(self) -> list[str]:
        # Without a query it is the same for everyone.
        return [*super().get_cached_paths(), subpage_url(self, "/", "take_along")]

    def get_route_paths(self) -> list[str]:
        return [*super().get_route_paths(), subpage_url(self, "/", "take_along")]

    def take_along_context(
        self, request: HttpRequest, meta: PageMeta, *, sheet: AppointmentSheet
    ) -> dict[str, Any]:
        """Return the context for the template of the sheet."""
        meta = replace(
            meta.moved_to(subpage_url(self, meta.canonical, "take_along")),
            title=f"{_('For your first appointment')} – {meta.title}",
            robots=NOINDEX,
            description=_(
                "A page to print for a first appointment: a summary of each approach, questions to "
                "ask, and room to write."
            ),
        )
        self.describe_as(meta)
        back = sheet.selection.query()
        return {
            "sheet": sheet,
            "therapy_topic": sheet,
            "contact": PracticeSettings.read_for(request),
            "crisis": _for_paper(crisis_notice_for(request, self)),
            "change_url": f"{self.get_url(request)}{back and '?'}{back}",
            "meta": meta,
            # Search engines are told not to index it.
            "json_ld": [],
        }


def _for_paper(crisis: CrisisNotice | None) -> CrisisNotice | None:
    # Nothing unfolds on paper.
    return crisis.starting_with(FIRST_AUDIENCES_IN_EMAIL) if crisis else None
