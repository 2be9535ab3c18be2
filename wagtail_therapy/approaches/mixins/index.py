from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.search import index

from wagtail_therapy.approaches import querysets
from wagtail_therapy.approaches.api.fields import INDEX_API_FIELDS
from wagtail_therapy.approaches.compare.selection import Selection
from wagtail_therapy.approaches.concerns.links import links_below
from wagtail_therapy.approaches.concerns.pages import ConcernPage
from wagtail_therapy.approaches.index.filtering import Listing
from wagtail_therapy.approaches.mixins.appointment_sheet import AppointmentSheetMixin
from wagtail_therapy.approaches.mixins.comparing import ComparingMixin
from wagtail_therapy.approaches.mixins.concern_pages import ConcernPagesMixin
from wagtail_therapy.approaches.mixins.history_pages import HistoryPagesMixin
from wagtail_therapy.content.fields import INLINE_FEATURES, PROSE_FEATURES, TherapyRichTextField
from wagtail_therapy.content.metadata.json_ld import with_item_list
from wagtail_therapy.content.metadata.meta_tags import NOINDEX, PageMeta
from wagtail_therapy.content.metadata.publisher import Node
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.page_cache.kept_parts import KeptParts
from wagtail_therapy.practice.models import PracticeSettings

# The parts that index.html keeps of a list that isn't filtered: there are too many others.
PARTS = ["json_ld", "intro", "concern_links", "filters", "results", "cards", "not_sure"]


class ApproachIndexMixin(
    ComparingMixin,
    AppointmentSheetMixin,
    HistoryPagesMixin,
    ConcernPagesMixin,
    RoutablePageMixin,
    TherapyPageMixin,
):
    """A page that lists the approaches below it, with filters and comparisons.

    Below it are a page for each concern, the history of the approaches' claims, comparisons, and
    pages to print for a first appointment.

    Mix it in before the host's page class, and add the panels and search fields of both.
    """

    fallback_template = "wagtail_therapy/approaches/index.html"

    intro = TherapyRichTextField(_("introduction"), blank=True, features=INLINE_FEATURES)

    not_sure = TherapyRichTextField(
        _("not sure?"),
        blank=True,
        features=PROSE_FEATURES,
        help_text=_(
            "Shown below the list, for readers who can’t choose. Say that it matters how well they "
            "and their therapist get on, and who they can ask."
        ),
    )

    way_on = TherapyRichTextField(
        _("where else to turn"),
        blank=True,
        features=PROSE_FEATURES,
        help_text=_(
            "Shown on the page of each concern if everyone here is full, or if no one works with "
            "it. Say who else can help: a public service, a directory or other practices."
        ),
    )

    content_panels = ["intro", "not_sure", "way_on"]
    search_fields = [index.SearchField("intro"), index.SearchField("not_sure")]
    api_fields = INDEX_API_FIELDS

    class Meta:
        abstract = True

    def get_approaches(self) -> QuerySet:
        """Return the live, public approaches of this locale by title, as rows of the base page.

        An alias is left out if its original is there.
        """
        return querysets.listed(self.get_children(), self.locale_id)

    def get_context(
        self,
        request: HttpRequest,
        *args: Any,
        selection: Selection | None = None,
        about: ConcernPage | None = None,
        build_context: Callable[[HttpRequest, PageMeta], dict[str, Any]] | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if build_context:
            return context | build_context(request, context["meta"])
        if about:
            return context | self.concern_context(request, about, context["meta"])
        if selection:
            return context | self.comparison_context(request, selection, context["meta"])
        return context | self.listing_context(request, context["meta"])

    def listing_context(self, request: HttpRequest, meta: PageMeta) -> dict[str, Any]:
        """Return the context for the template of the list. Most of it is made when asked for."""
        listing = Listing(self, request)
        return {
            "listing": listing,
            "kept_parts": None if listing.has_query else KeptParts(self, request, PARTS),
            **({"therapy_topic": listing} if listing.has_query and listing.chosen_concerns else {}),
            "approaches": SimpleLazyObject(lambda: listing.shown),
            "concern_links": SimpleLazyObject(lambda: self._concern_links(listing, request)),
            "chosen_concern_links": SimpleLazyObject(
                lambda: links_below(self, listing.chosen_concerns, request)
            ),
            "compare_url": SimpleLazyObject(lambda: self.get_compare_url(request)),
            "take_along_url": SimpleLazyObject(lambda: self.get_take_along_url(request)),
            "history_url": SimpleLazyObject(lambda: self.get_history_url(request)),
            "contact": PracticeSettings.read_for(request),
            **self._metadata_context(request, meta, listing),
        }

    def _concern_links(self, listing: Listing, request: HttpRequest) -> list[Any]:
        """Return links to concerns. A filtered or sorted list has none."""
        return [] if listing.has_query else links_below(self, listing.concerns, request)

    def _metadata_context(
        self, request: HttpRequest, meta: PageMeta, listing: Listing
    ) -> dict[str, Any]:
        """Return the metadata. Search engines are told not to index a filtered list."""
        if listing.has_query:
            return {"meta": replace(meta, robots=NOINDEX), "json_ld": []}

        def nodes() -> list[Node]:
            crumbs = [one.listed_crumb for one in listing.shown]
            return with_item_list(self.get_json_ld(request, meta), meta, crumbs)

        return {"meta": meta, "json_ld": SimpleLazyObject(nodes)}

    def get_template(
        self,
        request: HttpRequest,
        *args: Any,
        selection: Selection | None = None,
        about: ConcernPage | None = None,
        build_context: Any = None,
        **kwargs: Any,
    ) -> list[str]:
        return super().get_template(request, *args, **kwargs)
