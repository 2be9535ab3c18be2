"""What an approach says of one concern: what guidelines say, and what research found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.utils.translation import gettext as _

from wagtail_therapy.approaches.evidence.choices import (
    IN_FAVOR,
    STUDIED,
    Outcome,
    Recommendation,
    Research,
    Standing,
)
from wagtail_therapy.content.translations import in_locale

ORDER = {value: place for place, value in enumerate(Standing.values)}
OF_RESEARCH = {value: place for place, value in enumerate(Research.values)}


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
        """Return the name of the guideline, and what became of it if it is not current."""
        return noted_name(self.guideline)

    @property
    def people(self) -> str:
        """Return the people it is about, in words that need no heading; "" where none are said."""
        people = self.row.population.strip()
        return _("For: %(people)s") % {"people": people} if people else ""


@dataclass(frozen=True)
class Claim:
    """The row of a concern, with the concern in the reader's language and what guidelines say."""

    row: Any
    concern: Any
    statements: tuple[Statement, ...] = ()

    @cached_property
    def standing(self) -> Any:
        """Return the Standing that lists have it under. Only current guidelines count."""
        current = [one.row for one in self.statements if one.guideline.is_current]
        said = {row.recommendation for row in current}
        if Recommendation.ADVISES_AGAINST in said:
            return Standing.DISPUTED if said & IN_FAVOR else Standing.ADVISED_AGAINST
        if Recommendation.RECOMMENDS in said:
            return Standing.RECOMMENDED
        if Recommendation.CONSIDERS in said:
            return Standing.CONSIDERED
        if Recommendation.RESEARCH_ONLY in said:
            return Standing.RESEARCH_ONLY
        return Standing.STUDIED if self.row.research in STUDIED else Standing.UNKNOWN

    @property
    def place(self) -> tuple[int, int, str]:
        """What the claims of one approach are sorted by."""
        research = OF_RESEARCH.get(self.row.research, len(OF_RESEARCH))
        return ORDER[self.standing], research, self.concern.name.casefold()

    @property
    def outdated(self) -> list[Any]:
        """The guidelines that it relies on and that are not current any more."""
        return [one.guideline for one in self.statements if not one.guideline.is_current]

    @property
    def without_guideline(self) -> str:
        """What readers are told where no guideline says anything; "" where one does."""
        if self.statements:
            return ""
        if self.row.no_guideline_found:
            return _("No guideline mentions it, as far as we know")
        return _("Not checked yet")

    @property
    def research(self) -> str:
        """What research found in a line: “Several trials: better than usual care”."""
        amount = label_of(Research, self.row.research)
        found = label_of(Outcome, self.row.outcome) if self.row.outcome else ""
        return f"{amount}: {found}" if found else amount

    @property
    def qualified(self) -> list[str]:
        """Return what else is to be known of what research found, in words that need no heading."""
        more = [
            (_("Compared with: %(other)s"), "other", self.row.compared_with),
            (_("How sure that is: %(certainty)s"), "certainty", self.row.certainty),
            (_("Note: %(note)s"), "note", self.row.note),
        ]
        return [text % {name: value.strip()} for text, name, value in more if value.strip()]

    @property
    def has_more(self) -> bool:
        """Whether there is more to tell than a line for each question."""
        row = self.row
        return any([row.compared_with, row.certainty, row.note, self.statements])


def claims_on(
    concern: Any, rows: Iterable[tuple[Any, Any]], said: Iterable[tuple[Any, Any]]
) -> list[Claim]:
    """Return what approaches say of one concern, as ``claims_from()`` returns it.

    All rows are of the concern, or of what it is a translation of.
    """
    found = defaultdict(list)
    for key, statement in _statements(list(said), concern.locale_id):
        found[key].append(statement)
    return [Claim(row, concern, tuple(found.get(key, ()))) for key, row in rows]


def claims_from(
    rows: Iterable[tuple[Any, Any]], said: Iterable[tuple[Any, Any]], locale_id: int
) -> list[Claim]:
    """Return the claims of one or many approaches, each row of a concern with what belongs to it.

    ``said`` are the rows on guidelines of the same approaches. All come after the key of theirs.
    """
    rows = list(rows)
    concerns = in_locale([row.concern for _key, row in rows], locale_id)
    found = defaultdict(list)
    for key, statement in _statements(list(said), locale_id):
        found[key, statement.row.concern.translation_key].append(statement)
    return [
        Claim(row, concern, tuple(found.get((key, concern.translation_key), ())))
        for (key, row), concern in zip(rows, concerns, strict=True)
    ]


def _statements(said: list[tuple[Any, Any]], locale_id: int) -> Iterator[tuple[Any, Statement]]:
    guidelines = in_locale([row.guideline for _key, row in said], locale_id, "superseded_by")
    for (key, row), guideline in zip(said, guidelines, strict=True):
        yield key, Statement(row, guideline)


def label_of(choices: Any, value: str) -> str:
    """Return the label of a choice; the value itself where an import left another one."""
    return str(_labels(choices).get(value, value))


@cache
def _labels(choices: Any) -> dict[str, Any]:
    return dict(choices.choices)


def noted_name(guideline: Any) -> str:
    note = guideline.outdated_note
    return f"{guideline.name}, {note}" if note else guideline.name
