"""A list of approaches as one address asks for it: narrowed, in an order, some ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches import selection
from wagtail_therapy.approaches.evidence import concerns_helped, in_order
from wagtail_therapy.approaches.facets import Facet, Filters, Option, facets
from wagtail_therapy.approaches.families import FamilyGroup, by_family, translate_families
from wagtail_therapy.approaches.notes import remember_notes

SORT = "sort"
BY_FAMILY = Option("family", _("By family"))
BY_NAME = Option("name", _("From A to Z"))
ORDERS = [BY_FAMILY, BY_NAME]


@dataclass(frozen=True)
class Choice:
    """One option of a form, and whether it is chosen."""

    option: Option
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """One facet as the form asks for it."""

    facet: Facet
    choices: list[Choice]


class Listing:
    """What an index shows, with the form that asks for something else.

    ``approaches`` are all that a stranger may read there, by title.
    """

    def __init__(self, approaches: Iterable[Any], query: QueryDict, locale_id: int):
        self.approaches = list(approaches)
        self.query = query
        helped = concerns_helped(self.approaches, locale_id)
        concerns = sorted({one for found in helped.values() for one in found}, key=in_order)
        models = {type(one): None for one in self.approaches}
        self.filters = Filters(facets(models, helped, concerns), query)
        translate_families(self.approaches, locale_id)
        remember_notes(self.approaches, locale_id)

    @cached_property
    def shown(self) -> list[Any]:
        """What is asked for, in the order in which it is shown."""
        return [one for group in self.groups for one in group.approaches]

    @cached_property
    def groups(self) -> list[FamilyGroup]:
        kept = self.filters.kept(self.approaches)
        if self.order is BY_NAME:
            return [FamilyGroup(None, kept)] if kept else []
        return by_family(kept)

    @property
    def order(self) -> Option:
        asked = self.query.get(SORT)
        return next((one for one in ORDERS if one.value == asked), BY_FAMILY)

    @property
    def orders(self) -> list[Choice]:
        return [Choice(one, one is self.order) for one in ORDERS]

    @property
    def has_families(self) -> bool:
        return any(one.family_id for one in self.approaches)

    @property
    def questions(self) -> list[Question]:
        """The facets that can narrow this list."""
        asked = [self._question(facet) for facet in self.filters.facets]
        return [question for question in asked if question.choices]

    def _question(self, facet) -> Question:
        chosen = self.filters.values(facet)
        options = facet.shown_for(self.approaches, chosen)
        return Question(facet, [Choice(one, one.value in chosen) for one in options])

    @cached_property
    def ticked(self) -> set[str]:
        """The slugs that were chosen to be compared."""
        return set(selection.asked_in(self.query))

    @property
    def ticked_elsewhere(self) -> list[Any]:
        """Approaches that were chosen to be compared and that the filters leave out."""
        shown = {one.pk for one in self.shown}
        return [one for one in self.approaches if one.slug in self.ticked and one.pk not in shown]

    @property
    def can_compare(self) -> bool:
        return len(self.approaches) >= selection.FEWEST

    @property
    def notes(self) -> list[Any]:
        unknown = [_("A filter in this address is not known here. It was left out.")]
        return selection.notes_in(self.query) + (unknown if self.filters.has_unknown else [])

    @property
    def is_asked_for(self) -> bool:
        """Whether the address asks for more than the list as it is."""
        names = {facet.name for facet in self.filters.facets}
        return not names.isdisjoint(self.query) or any(
            name in self.query for name in (SORT, selection.PARAMETER, selection.NOTE_PARAMETER)
        )
