"""A list of approaches as an address asks for it: filtered, sorted, and some selected."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.compare import selection
from wagtail_therapy.approaches.concerns.mixin import notices_required_by
from wagtail_therapy.approaches.evidence.guideline_coverage import (
    GuidelineCoverage,
    cached_coverage_by_concern,
)
from wagtail_therapy.approaches.families import MIN_GROUPED, by_family
from wagtail_therapy.approaches.index.facets import (
    OFFERED,
    PARAMETERS,
    Facet,
    Filters,
    FormFieldset,
    FormOption,
    Option,
    approach_facets,
)
from wagtail_therapy.approaches.index.listed_approaches import (
    ListedClaim,
    ListedGroup,
    Outlines,
    families_of,
    outlines_of,
    read_pages,
)
from wagtail_therapy.approaches.models import ApproachFamily
from wagtail_therapy.approaches.querysets import models
from wagtail_therapy.approaches.summaries import ApproachSummary, ConcernSummary
from wagtail_therapy.content.caching import cached

SORT_PARAMETER = "sort"
BY_STRENGTH = Option("strength", _("By what guidelines and research say"))
BY_FAMILY = Option("family", _("By family"))
BY_NAME = Option("name", _("From A to Z"))
OTHER_PARAMETERS = {SORT_PARAMETER, selection.PARAMETER, selection.NOTE_PARAMETER}


class Listing:
    """The list that an index shows, and its form: approaches there that a stranger may read."""

    def __init__(self, index: Any, request: HttpRequest):
        self.index = index
        self.request = request
        self.query = request.GET
        self.locale_id = index.locale_id
        self._pages: dict[int, Any] = {}

    @cached_property
    def outlines(self) -> Outlines:
        return outlines_of(self.index, self.request)

    @property
    def approaches(self) -> list[ApproachSummary]:
        return self.outlines.approaches

    @cached_property
    def has_approaches(self) -> bool:
        """Whether there is any, usually without reading them."""
        key = ("has approaches", self.index._meta.label, self.index.pk)
        return cached(key, lambda: bool(self.approaches), self.request)

    @property
    def concerns(self) -> list[ConcernSummary]:
        return self.outlines.concerns

    @cached_property
    def filters(self) -> Filters:
        facets = approach_facets(models(), self.outlines.helped, self.concerns)
        return Filters(facets, self.query)

    @cached_property
    def matching(self) -> list[ApproachSummary]:
        """The outlines of the approaches that match, in the order in which they are shown."""
        return [one for group in self.groups for one in group.outlines]

    @property
    def shown(self) -> list[Any]:
        """The same approaches, as pages with what cards show."""
        return self.pages(self.matching)

    @cached_property
    def groups(self) -> list[ListedGroup]:
        found = self.filters.apply(self.approaches)
        if self.order is BY_FAMILY:
            grouped = by_family(found, lambda one: self._families.get(one.family_id))
            return [ListedGroup(self, one.family, one.approaches) for one in grouped]
        if self.order is BY_STRENGTH:
            [slug] = [one.slug for one in self.chosen_concerns]
            found.sort(key=lambda one: self.outlines.strength(one.pk, slug).sort_key)
        return [ListedGroup(self, None, found)] if found else []

    def pages(self, outlines: Iterable[ApproachSummary]) -> list[Any]:
        """Return approaches as pages with what cards show, in this order."""
        outlines = list(outlines)
        if missing := [one for one in outlines if one.pk not in self._pages]:
            read = read_pages(missing, self.locale_id, self.request)
            for one in read:
                one.listed_claim = self._claim_of(one.pk)
                if self.order is BY_FAMILY:
                    one.family = self._families.get(one.family_id)
            self._pages |= {one.pk: one for one in read}
        return [self._pages[one.pk] for one in outlines if one.pk in self._pages]

    @cached_property
    def _families(self) -> dict[int, ApproachFamily]:
        return families_of(self.approaches, self.locale_id, self.request)

    def _claim_of(self, pk: int) -> ListedClaim | None:
        concern = self.only_concern
        return concern and ListedClaim(concern, self.outlines.strength(pk, concern.slug))

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
        return list(filter(None, map(self.fieldset, self.filters.facets)))

    def fieldset(self, facet: Facet) -> FormFieldset | None:
        """Return a facet in the form; None if it can't filter this list."""
        found = self._fieldset(facet) if self._narrows(facet) else None
        return found if found and found.groups else None

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
        shown = {one.pk for one in self.matching}
        return [one for one in self.approaches if one.slug in self.selected and one.pk not in shown]

    @cached_property
    def can_compare(self) -> bool:
        """Whether there are enough to compare, and any to select or deselect."""
        is_enough = len(self.approaches) >= selection.MIN_APPROACHES
        return is_enough and bool(self.matching or self.selected_outside_filters)

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
