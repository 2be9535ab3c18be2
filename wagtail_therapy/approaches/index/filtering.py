"""A list of approaches as an address asks for it: filtered, sorted, and some selected."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.compare import selection
from wagtail_therapy.approaches.concerns import notices_required_by
from wagtail_therapy.approaches.evidence.claim_queries import concerns_helped
from wagtail_therapy.approaches.evidence.claims import Strength
from wagtail_therapy.approaches.evidence.guideline_coverage import (
    GuidelineCoverage,
    cached_coverage_by_concern,
)
from wagtail_therapy.approaches.families import (
    MIN_GROUPED,
    FamilyGroup,
    by_family,
    translate_families,
)
from wagtail_therapy.approaches.index.content_notes import prefetch_content_notes
from wagtail_therapy.approaches.index.facets import (
    OFFERED,
    PARAMETERS,
    Facet,
    Filters,
    Option,
    approach_facets,
)
from wagtail_therapy.approaches.querysets import approach_summaries, models, with_card_fields
from wagtail_therapy.approaches.summaries import ConcernSummary
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.metadata.breadcrumbs import Crumb
from wagtail_therapy.content.metadata.publisher import root_url

SORT_PARAMETER = "sort"
BY_STRENGTH = Option("strength", _("By what guidelines and research say"))
BY_FAMILY = Option("family", _("By family"))
BY_NAME = Option("name", _("From A to Z"))
OTHER_PARAMETERS = {SORT_PARAMETER, selection.PARAMETER, selection.NOTE_PARAMETER}


class FormOption(NamedTuple):
    """One option in the form."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class FormFieldset:
    """One facet in the form, with its options in groups. A group may have a name."""

    name: str
    legend: Any
    groups: list[tuple[str, list[FormOption]]]


class ListedClaim(NamedTuple):
    """What a card says of the concern that its list is filtered by."""

    concern: ConcernSummary
    strength: Strength


class Listing:
    """The list that an index shows, and its form.

    ``found`` are all approaches there that a stranger may read, as rows of the base page.
    """

    def __init__(self, found: Any, request: HttpRequest, locale_id: int):
        self.request = request
        self.query = request.GET
        self.locale_id = locale_id
        self.approaches = approach_summaries(found)
        self.helped, self.concerns = self._concerns_helped()
        self.filters = Filters(approach_facets(models(), self.helped, self.concerns), self.query)

    def _concerns_helped(self) -> tuple[dict[int, dict[str, Strength]], list[ConcernSummary]]:
        key = ("concerns helped", self.locale_id, *(one.pk for one in self.approaches))
        return cached(key, lambda: concerns_helped(self.approaches, self.locale_id), self.request)

    @cached_property
    def shown(self) -> list[Any]:
        """The approaches that match, in the order in which they are shown."""
        return [one for group in self.groups for one in group.approaches]

    @cached_property
    def groups(self) -> list[FamilyGroup]:
        found = self._filtered()
        if self.order is BY_FAMILY:
            translate_families(found, self.locale_id)
            return by_family(found)
        if self.order is BY_STRENGTH:
            found.sort(key=lambda one: one.listed_claim.strength.sort_key)
        return [FamilyGroup(None, found)] if found else []

    def _filtered(self) -> list[Any]:
        found = with_card_fields(self.filters.apply(self.approaches))
        prefetch_content_notes(found, self.locale_id)
        for approach in found:
            approach.listed_claim = self._claim_of(approach)
        return found

    def _claim_of(self, approach: Any) -> ListedClaim | None:
        concern = self.only_concern
        return concern and ListedClaim(concern, self.helped[approach.pk][concern.slug])

    @cached_property
    def chosen_concerns(self) -> list[ConcernSummary]:
        """The concerns it is filtered by."""
        asked = {option.value for option in self.filters.chosen["concern"]}
        return [one for one in self.concerns if one.slug in asked]

    @property
    def only_concern(self) -> ConcernSummary | None:
        """The concern it is filtered by, if it is one and not several."""
        return self.chosen_concerns[0] if len(self.chosen_concerns) == 1 else None

    @cached_property
    def concern_coverage(self) -> list[tuple[ConcernSummary, list[GuidelineCoverage]]]:
        """The concerns it is filtered by, each with the guidelines that cover it."""
        return cached_coverage_by_concern(self.chosen_concerns, self.request)

    def get_required_notices(self) -> set[str]:
        """Return the notices of the concerns it is filtered by: a topic, see ``PageNotices``."""
        return notices_required_by(self.chosen_concerns)

    @property
    def has_groups(self) -> bool:
        """Whether each group has a heading."""
        return any(group.family for group in self.groups)

    @property
    def level(self) -> int:
        """The heading level of cards, below that of groups."""
        return 3 if self.has_groups else 2

    @property
    def order(self) -> Option:
        """The order that the address asks for. Without one it is the first that says something."""
        orders = self._orders()
        asked = self.query.get(SORT_PARAMETER)
        return next((one for one in orders if one.value == asked), orders[0])

    def _orders(self) -> list[Option]:
        sizes = Counter(one.family_id for one in self.approaches if one.family_id)
        is_grouped = max(sizes.values(), default=0) >= MIN_GROUPED
        by_strength = [BY_STRENGTH] if self.only_concern else []
        return [*by_strength, *([BY_FAMILY] if is_grouped else []), BY_NAME]

    @property
    def orders(self) -> list[FormOption]:
        """The orders of the form. The first has no value, so that another filter may change it."""
        first, *others = orders = self._orders()
        options = [Option("", first.label), *others]
        return [
            _form_option(option, order is self.order)
            for option, order in zip(options, orders, strict=True)
        ]

    @property
    def says_what_is_offered(self) -> bool:
        """Whether some approaches are offered here and others aren't."""
        return len({one.offered_here for one in self.approaches}) > 1

    @property
    def fieldsets(self) -> list[FormFieldset]:
        """The facets that can filter this list."""
        facets = [one for one in self.filters.facets if self._narrows(one)]
        fieldsets = [self._fieldset(facet) for facet in facets]
        return [fieldset for fieldset in fieldsets if fieldset.groups]

    def _narrows(self, facet: Facet) -> bool:
        is_chosen = bool(self.filters.chosen[facet.name])
        return is_chosen or facet.name != OFFERED or self.says_what_is_offered

    def _fieldset(self, facet: Facet) -> FormFieldset:
        chosen = self.filters.values(facet)
        options = facet.options_for(self.approaches, chosen)
        groups = groupby(options, key=attrgetter("group"))
        return FormFieldset(
            facet.name,
            facet.legend,
            [
                (str(name), [_form_option(one, one.value in chosen) for one in some])
                for name, some in groups
            ],
        )

    @cached_property
    def selected(self) -> set[str]:
        """The slugs that the reader selected for comparison."""
        return set(selection.slugs_in(self.query))

    @property
    def selected_outside_filters(self) -> list[Any]:
        """The approaches selected for comparison that the filters leave out."""
        shown = {one.pk for one in self.shown}
        return [one for one in self.approaches if one.slug in self.selected and one.pk not in shown]

    @cached_property
    def can_compare(self) -> bool:
        """Whether there are enough to compare, and any to select or deselect."""
        is_enough = len(self.approaches) >= selection.MIN_APPROACHES
        return is_enough and bool(self.shown or self.selected_outside_filters)

    @property
    def has_unknown(self) -> bool:
        """Whether the address names a filter or an approach that this list does not have."""
        slugs = {one.slug for one in self.approaches}
        return self.filters.has_unknown or not self.selected <= slugs

    @property
    def notes(self) -> list[Any]:
        unknown = [_("We didn’t recognise one of the filters, so we left it out.")]
        return selection.notes_in(self.query) + (unknown if self.filters.has_unknown else [])

    @property
    def has_query(self) -> bool:
        """Whether the address has any parameter of the list."""
        return not OTHER_PARAMETERS.union(PARAMETERS).isdisjoint(self.query)


def _form_option(option: Option, is_chosen: bool) -> FormOption:
    return FormOption(option.value, str(option.label), is_chosen)


def add_listed_urls(approaches: Iterable[Any], request: Any) -> list[Crumb]:
    """Set ``listed_url`` of each approach, and return their titles with absolute addresses.

    Wagtail looks up a page's address each time, so this asks once for both forms.
    """
    root = root_url(request)
    crumbs = [Crumb(one.title, one.get_full_url(request) or "") for one in approaches]
    for approach, crumb in zip(approaches, crumbs, strict=True):
        approach.listed_url = crumb.url.removeprefix(root)
    return crumbs
