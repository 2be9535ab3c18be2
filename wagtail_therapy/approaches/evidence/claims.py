"""What the page of an approach says about one concern: guidelines, and what research found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from wagtail_therapy.approaches.evidence.choices import (
    IN_FAVOR,
    WITH_STUDIES,
    Outcome,
    Recommendation,
    Research,
    Standing,
)
from wagtail_therapy.content.translations import in_locale

STANDING_ORDER = {value: place for place, value in enumerate(Standing.values)}
RESEARCH_ORDER = {value: place for place, value in enumerate(Research.values)}


@dataclass(frozen=True)
class Statement:
    """What one guideline says, and the guideline in the reader's language."""

    row: Any
    guideline: Any

    @property
    def recommendation(self) -> str:
        return label_of(Recommendation, self.row.recommendation)

    @property
    def source(self) -> str:
        """Return the name of the guideline, with a remark if it isn't current."""
        return name_with_note(self.guideline)

    @property
    def people(self) -> str:
        """Return the people it is about, in words that need no heading; "" if it doesn't say."""
        people = self.row.population.strip()
        return _("For: %(people)s") % {"people": people} if people else ""


class Strength(NamedTuple):
    """What lists sort the claims about one concern by."""

    standing: Any
    research: str

    @property
    def sort_key(self) -> tuple[int, int]:
        research = RESEARCH_ORDER.get(self.research, len(RESEARCH_ORDER))
        return STANDING_ORDER[self.standing], research


@dataclass(frozen=True)
class Claim:
    """The row of a concern, with the concern in the reader's language and what guidelines say."""

    row: Any
    concern: Any
    statements: tuple[Statement, ...] = ()

    @property
    def standing(self) -> Any:
        """Return its Standing in lists."""
        return self.strength.standing

    @cached_property
    def strength(self) -> Strength:
        current = {one.row.recommendation for one in self.statements if one.guideline.is_current}
        return strength_of(current, self.row.research)

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """The key that the claims of one approach are sorted by."""
        return *self.strength.sort_key, self.concern.name.casefold()

    @property
    def outdated(self) -> list[Any]:
        """The guidelines it relies on that are no longer current."""
        return [one.guideline for one in self.statements if not one.guideline.is_current]

    @property
    def without_guideline(self) -> str:
        """The text for readers if no guideline says anything; "" if one does."""
        if self.statements:
            return ""
        if self.row.no_guideline_found:
            return _("No guideline mentions it, as far as we know")
        return _("Not checked yet")

    @property
    def research(self) -> str:
        """What research found, in one line: “Several trials: better than usual care”."""
        amount = label_of(Research, self.row.research)
        found = label_of(Outcome, self.row.outcome) if self.row.outcome else ""
        return f"{amount}: {found}" if found else amount

    @property
    def qualifiers(self) -> list[str]:
        """Return what qualifies the research, in words that need no heading."""
        more = [
            (_("Compared with: %(other)s"), "other", self.row.compared_with),
            (_("How sure that is: %(certainty)s"), "certainty", self.row.certainty),
            (_("Note: %(note)s"), "note", self.row.note),
        ]
        return [text % {name: value.strip()} for text, name, value in more if value.strip()]

    @property
    def has_more(self) -> bool:
        """Whether there are details besides a line each for guidelines and research."""
        row = self.row
        return any([row.compared_with, row.certainty, row.note, self.statements])


def strength_of(recommendations: Set[Any], research: str) -> Strength:
    """Return how strong a claim is. The recommendations are those of current guidelines."""
    return Strength(_standing_of(recommendations, research), research)


def _standing_of(recommendations: Set[Any], research: Any) -> Any:
    if Recommendation.ADVISES_AGAINST in recommendations:
        return Standing.DISPUTED if recommendations & IN_FAVOR else Standing.ADVISED_AGAINST
    if Recommendation.RECOMMENDS in recommendations:
        return Standing.RECOMMENDED
    if Recommendation.CONSIDERS in recommendations:
        return Standing.CONSIDERED
    if Recommendation.RESEARCH_ONLY in recommendations:
        return Standing.RESEARCH_ONLY
    return Standing.STUDIED if research in WITH_STUDIES else Standing.UNKNOWN


def build_claims_about(
    concern: Any, rows: Iterable[tuple[Any, Any]], recommendations: Iterable[tuple[Any, Any]]
) -> list[Claim]:
    """Return the claims of approaches about one concern, like ``build_claims()``.

    All rows name the concern or a translation of it.
    """
    found = defaultdict(list)
    for key, statement in _statements(list(recommendations), concern.locale_id):
        found[key].append(statement)
    return [Claim(row, concern, tuple(found.get(key, ()))) for key, row in rows]


def build_claims(
    rows: Iterable[tuple[Any, Any]], recommendations: Iterable[tuple[Any, Any]], locale_id: int
) -> list[Claim]:
    """Return the claims of one or many approaches: each concern's row with its guidelines.

    ``recommendations`` are the guideline rows of the same approaches. Each row of either comes
    after the key of its approach.
    """
    rows = list(rows)
    concerns = in_locale([row.concern for _key, row in rows], locale_id)
    found = defaultdict(list)
    for key, statement in _statements(list(recommendations), locale_id):
        found[key, statement.row.concern.translation_key].append(statement)
    return [
        Claim(row, concern, tuple(found.get((key, concern.translation_key), ())))
        for (key, row), concern in zip(rows, concerns, strict=True)
    ]


def _statements(
    recommendations: list[tuple[Any, Any]], locale_id: int
) -> Iterator[tuple[Any, Statement]]:
    guidelines = in_locale(
        [row.guideline for _key, row in recommendations], locale_id, "superseded_by"
    )
    for (key, row), guideline in zip(recommendations, guidelines, strict=True):
        yield key, Statement(row, guideline)


def label_of(choices: Any, value: str) -> str:
    """Return the label of a choice, or the value itself if an import left an unknown one."""
    return str(_labels(choices).get(value, value))


@cache
def _labels(choices: Any) -> dict[str, Any]:
    return dict(choices.choices)


def name_with_note(guideline: Any) -> str:
    note = guideline.outdated_note
    return f"{guideline.name}, {note}" if note else guideline.name
