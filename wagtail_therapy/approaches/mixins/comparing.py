from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import models
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    QueryDict,
)
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import path

from wagtail_therapy.approaches.compare.comparison import compared
from wagtail_therapy.approaches.compare.selection import (
    NOTES,
    PARAMETER,
    UNAVAILABLE,
    Selection,
    query_of,
)
from wagtail_therapy.approaches.former_slugs import present_query
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.content.metadata.meta_tags import NOINDEX, PageMeta
from wagtail_therapy.content.response_headers import add_private_headers

DIFFERENCES = "differences"


class ComparingMixin(models.Model):
    """An index under whose address some of its approaches are shown side by side.

    What is compared stands in the address and nowhere else, so it can be shared and printed, and
    nothing is stored.
    """

    compare_template = "wagtail_therapy/approaches/compare.html"

    class Meta:
        abstract = True

    @path("compare/", name="compare")
    def compare(self, request: HttpRequest) -> HttpResponse:
        selection = Selection.read(request.GET, self.get_approaches())
        if UNAVAILABLE in selection.notes and (moved := self._moved(request)):
            return moved
        if not selection.is_enough:
            return HttpResponseRedirect(f"{self.get_url(request)}?{selection.query_back()}")
        if set(request.GET) - {PARAMETER, DIFFERENCES}:
            # The form sends its filters, too, and they are no part of what one shares.
            return HttpResponseRedirect(f"?{_clean(request.GET).urlencode()}")
        return self.render(request, template=self.compare_template, selection=selection)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page; one that an address asked for by a query is kept to its reader."""
        response = super().serve(request, *args, **kwargs)
        listing = (getattr(response, "context_data", None) or {}).get("listing")
        if listing and listing.has_unknown:
            response = self._moved(request) or response
        return add_private_headers(response) if request.GET else response

    def _moved(self, request: HttpRequest) -> HttpResponse | None:
        """Redirect to the address with present slugs; None if no slug in it is a former one."""
        query = present_query(request.GET, self)
        if query == request.GET:
            return None
        return HttpResponsePermanentRedirect(f"?{query.urlencode()}")

    def get_compare_url(self, request: HttpRequest | None = None) -> str:
        """Return the address to which a choice is added; "" for an index outside of all sites."""
        return self._below(self.get_url(request))

    def _below(self, address: str) -> str:
        # A host may have chosen WAGTAIL_APPEND_SLASH = False.
        return f"{address.rstrip('/')}/{self.reverse_subpage('compare')}" if address else ""

    def _url_of_concern(self, request: HttpRequest) -> Callable[[Concern], str]:
        address = self.get_url(request)
        # One that is not translated has no page here.
        return lambda one: (
            self._concern_below(address, one) if one.locale_id == self.locale_id else ""
        )

    def comparison_context(
        self, request: HttpRequest, selection: Selection, meta: PageMeta
    ) -> dict[str, Any]:
        """Return what the template of comparisons needs."""
        only_differences = DIFFERENCES in request.GET
        whole = compared(selection.compared, self.locale_id, self._url_of_concern(request))
        canonical = self._below(meta.canonical)
        title = _("%(names)s compared") % {"names": whole.names}
        meta = replace(
            meta.moved_to(canonical),
            title=f"{title} – {meta.title}",
            robots=NOINDEX,
            description=_(
                "%(names)s side by side: what sessions are like, and what guidelines and research "
                "say."
            )
            % {"names": whole.names},
        )
        self.describe_as(meta)
        own = {DIFFERENCES: 1}
        other = {} if only_differences else own
        shown = query_of(selection.compared, **(own if only_differences else {}))
        return {
            "therapy_topic": whole,
            "comparison": whole.differences() if only_differences else whole,
            "only_differences": only_differences,
            "notes": [NOTES[note] for note in selection.notes],
            "change_url": f"{self.get_url(request)}?{selection.query()}",
            "switch_url": f"?{query_of(selection.compared, **other)}",
            "take_along_url": f"{self.get_take_along_url(request)}?{query_of(selection.compared)}",
            "address": f"{canonical}?{shown}",
            "meta": meta,
            # Search engines are told to leave it.
            "json_ld": [],
        }


def _clean(query: QueryDict) -> QueryDict:
    cleaned = query.copy()
    for name in set(query) - {PARAMETER, DIFFERENCES}:
        del cleaned[name]
    return cleaned
