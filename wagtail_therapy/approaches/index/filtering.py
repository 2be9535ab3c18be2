"""A list of approaches as one address asks for it: narrowed, in an order, some ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.compare import selection
from wagtail_therapy.approaches.concerns import asked_by
from wagtail_therapy.approaches.evidence.claim_queries import concerns_helped
from wagtail_therapy.approaches.evidence.guideline_coverage import (
    Covering,
    by_concern,
)
from wagtail_therapy.approaches.families import FamilyGroup, by_family, translate_families
from wagtail_therapy.approaches.index.content_notes import remember_notes
from wagtail_therapy.approaches.index.facets import NAMES, Facet, Filters, Option, facets
from wagtail_therapy.approaches.outlines import InShort
from wagtail_therapy.approaches.querysets import for_cards, models, outlines
from wagtail_therapy.content.metadata.breadcrumbs import Crumb
from wagtail_therapy.content.metadata.publisher import root_url

SORT = "sort"
BY_FAMILY = Option("family", _("By family"))
BY_NAME = Option("name", _("From A to Z"))
ORDERS = [BY_FAMILY, BY_NAME]
OTHERS = {SORT, selection.PARAMETER, selection.NOTE_PARAMETER}


class Choice(NamedTuple):
    """One option as the form asks for it."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """One facet as the form asks for it, its choices in groups that may have a name."""

    name: str
    legend: Any
    groups: list[tuple[str, list[Choice]]]


class Listing:
    """What an index shows, with the form that asks for something else.

    ``found`` are all approaches that a stranger may read there, as rows of the base page.
    """

    def __init__(self, found: Any, query: QueryDict, locale_id: int):
        self.found = found
        self.query = query
        self.locale_id = locale_id
        self.approaches = outlines(found)
        helped, self.concerns = concerns_helped(self.approaches, locale_id)
        self.filters = Filters(facets(models(), helped, self.concerns), query)

    @cached_property
    def shown(self) -> list[Any]:
        """What is asked for, in the order in which it is shown."""
        return [one for group in self.groups for one in group.approaches]

    @cached_property
    def groups(self) -> list[FamilyGroup]:
        kept = self._kept()
        if self.order is BY_NAME:
            return [FamilyGroup(None, kept)] if kept else []
        translate_families(kept, self.locale_id)
        return by_family(kept)

    def _kept(self) -> list[Any]:
        kept = for_cards(self.filters.kept(self.approaches))
        remember_notes(kept, self.locale_id)
        return kept

    @cached_property
    def described(self) -> list[tuple[InShort, list[Covering]]]:
        """The concerns that it is narrowed to, each with the guidelines that cover it."""
        asked = {option.value for option in self.filters.chosen["concern"]}
        chosen = [one for one in self.concerns if one.slug in asked]
        return by_concern(chosen)

    def get_asked_notices(self) -> set[str]:
        """Return what the concerns ask for that it is narrowed to: a topic, see ``PageNotices``."""
        return asked_by(concern for concern, _coverings in self.described)

    @property
    def has_groups(self) -> bool:
        """Whether each group stands under a heading."""
        return any(group.family for group in self.groups)

    @property
    def level(self) -> int:
        """The level of the headings of cards: below those of groups."""
        return 3 if self.has_groups else 2

    @property
    def order(self) -> Option:
        asked = self.query.get(SORT)
        return next((one for one in ORDERS if one.value == asked), BY_FAMILY)

    @property
    def orders(self) -> list[Choice]:
        return [_choice(one, one is self.order) for one in ORDERS]

    @property
    def has_families(self) -> bool:
        return any(one.family_id for one in self.approaches)

    @property
    def questions(self) -> list[Question]:
        """The facets that can narrow this list."""
        asked = [self._question(facet) for facet in self.filters.facets]
        return [question for question in asked if question.groups]

    def _question(self, facet: Facet) -> Question:
        chosen = self.filters.values(facet)
        options = facet.shown_for(self.approaches, chosen)
        groups = groupby(options, key=attrgetter("group"))
        return Question(
            facet.name,
            facet.legend,
            [
                (str(name), [_choice(one, one.value in chosen) for one in some])
                for name, some in groups
            ],
        )

    @cached_property
    def ticked(self) -> set[str]:
        """The slugs that were chosen to be compared."""
        return set(selection.asked_in(self.query))

    @property
    def ticked_elsewhere(self) -> list[Any]:
        """Approaches that were chosen to be compared and that the filters leave out."""
        shown = {one.pk for one in self.shown}
        return [one for one in self.approaches if one.slug in self.ticked and one.pk not in shown]

    @cached_property
    def can_compare(self) -> bool:
        """Whether there are enough to compare, and a tick to set or to take away."""
        is_enough = len(self.approaches) >= selection.FEWEST
        return is_enough and bool(self.shown or self.ticked_elsewhere)

    @property
    def has_unknown(self) -> bool:
        """Whether the address names a filter or an approach that this list does not have."""
        return self.filters.has_unknown or not self.ticked <= {one.slug for one in self.approaches}

    @property
    def notes(self) -> list[Any]:
        unknown = [_("A filter in this address is not known here. It was left out.")]
        return selection.notes_in(self.query) + (unknown if self.filters.has_unknown else [])

    @property
    def is_asked_for(self) -> bool:
        """Whether the address asks for more than the list as it is."""
        return not OTHERS.union(NAMES).isdisjoint(self.query)


def _choice(option: Option, is_chosen: bool) -> Choice:
    return Choice(option.value, str(option.label), is_chosen)


def address(approaches: Iterable[Any], request: Any) -> list[Crumb]:
    """Give each approach its ``listed_url``, and return their titles and absolute addresses.

    Wagtail looks an address up each time that it is asked for one, be it absolute or not.
    """
    root = root_url(request)
    crumbs = [Crumb(one.title, one.get_full_url(request) or "") for one in approaches]
    for approach, crumb in zip(approaches, crumbs, strict=True):
        approach.listed_url = crumb.url.removeprefix(root)
    return crumbs
