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

from wagtail_therapy.approaches.compare.comparison import compare
from wagtail_therapy.approaches.compare.selection import (
    NOTES,
    PARAMETER,
    UNAVAILABLE,
    Selection,
    selection_query,
)
from wagtail_therapy.approaches.former_slugs import with_current_slugs
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.content.metadata.meta_tags import NOINDEX, PageMeta
from wagtail_therapy.content.mixins import subpage_url
from wagtail_therapy.content.page_cache.headers import add_private_headers


class ComparingMixin(models.Model):
    """An index below which readers compare some of its approaches side by side.

    The choice is in the address and is not stored, so that it can be shared and printed.
    """

    compare_template = "wagtail_therapy/approaches/compare.html"

    class Meta:
        abstract = True

    @path("compare/", name="compare")
    def compare(self, request: HttpRequest) -> HttpResponse:
        selection = Selection.read(request.GET, self.get_approaches())
        if UNAVAILABLE in selection.notes and (moved := self._redirect_to_current_slugs(request)):
            return moved
        if not selection.is_enough:
            return HttpResponseRedirect(f"{self.get_url(request)}?{selection.index_query()}")
        if set(request.GET) - {PARAMETER}:
            # The form sends its filters, too, which don't belong in a shared address.
            return HttpResponseRedirect(f"?{_comparison_query(request.GET).urlencode()}")
        return self.render(request, template=self.compare_template, selection=selection)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page. A response to a query is not cached for other readers."""
        response = super().serve(request, *args, **kwargs)
        listing = (getattr(response, "context_data", None) or {}).get("listing")
        if request.GET and listing and listing.has_unknown:
            response = self._redirect_to_current_slugs(request) or response
        return add_private_headers(response) if request.GET else response

    def _redirect_to_current_slugs(self, request: HttpRequest) -> HttpResponse | None:
        """Return a redirect to the address with current slugs; None if it has no former slug."""
        query = with_current_slugs(request.GET, self)
        if query == request.GET:
            return None
        return HttpResponsePermanentRedirect(f"?{query.urlencode()}")

    def get_compare_url(self, request: HttpRequest | None = None) -> str:
        """Return the address to which a query is added; "" for an index outside all sites."""
        return subpage_url(self, self.get_url(request), "compare")

    def _concern_url_for(self, request: HttpRequest) -> Callable[[Concern], str]:
        address = self.get_url(request)
        # A concern without a translation has no page here.
        return lambda one: (
            subpage_url(self, address, "concern", [one.slug])
            if one.locale_id == self.locale_id
            else ""
        )

    def comparison_context(
        self, request: HttpRequest, selection: Selection, meta: PageMeta
    ) -> dict[str, Any]:
        """Return the context for the template of comparisons."""
        url_for = self._concern_url_for(request)
        whole = compare(selection.compared, self.locale_id, url_for, request)
        canonical = subpage_url(self, meta.canonical, "compare")
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
        query = selection_query(selection.compared)
        return {
            "therapy_topic": whole,
            "comparison": whole.differences(),
            "similarities": whole.similarities(),
            "notes": [NOTES[note] for note in selection.notes],
            "change_url": f"{self.get_url(request)}?{selection.query()}",
            "take_along_url": f"{self.get_take_along_url(request)}?{query}",
            "address": f"{canonical}?{query}",
            "meta": meta,
            # Search engines are told not to index it.
            "json_ld": [],
        }


def _comparison_query(query: QueryDict) -> QueryDict:
    cleaned = query.copy()
    for name in set(query) - {PARAMETER}:
        del cleaned[name]
    return cleaned
