"""A page to take to a first appointment: what a reader chose, in short, and room to write."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.appointment_sheet.questions import Question, questions
from wagtail_therapy.approaches.compare import selection
from wagtail_therapy.approaches.compare.facts import (
    PRACTICAL,
    FactRow,
    length_of_session,
    number_of_sessions,
)
from wagtail_therapy.approaches.compare.selection import Selection
from wagtail_therapy.approaches.concerns import asked_by
from wagtail_therapy.approaches.evidence.claim_queries import claims_by_concern
from wagtail_therapy.approaches.evidence.claims import Claim
from wagtail_therapy.approaches.offers import offering_authors
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.local_dates import today
from wagtail_therapy.practice.page_notices import asked_at

QUESTION = "q"
# Sent by the form, so that a reader may also choose no question at all.
ASKED = "asked"
# What readers plan by, besides all that is practical.
PLANNED_BY = {number_of_sessions, length_of_session, "frequency", "delivery"}
# What ends a sentence, in whatever writing.
ENDS = (".", "!", "?", "…", "。")
NOTES = {
    selection.UNAVAILABLE: selection.NOTES[selection.UNAVAILABLE],
    selection.REPEATED: selection.NOTES[selection.REPEATED],
    selection.TOO_MANY: _("Up to four approaches fit on this page. The first four are on it."),
}


@dataclass(frozen=True)
class Taken:
    """An approach in short."""

    approach: Any
    # Each with what it says, in sentences.
    claims: list[tuple[Claim, list[str]]]
    facts: list[tuple[Any, str]]
    offered_by: list[Author]
    disclosure: str

    @property
    def is_offered(self) -> bool:
        return self.approach.offered_here or bool(self.offered_by)

    @property
    def asked_notices(self) -> set[str]:
        return asked_at(self.approach, asked_by(claim.row.concern for claim, _told in self.claims))


class TakingAlong:
    """What an address asks for. Nothing of it is kept."""

    def __init__(self, query: QueryDict, readable: QuerySet, locale_id: int):
        """``readable`` are the approaches that a stranger may read there, as base pages."""
        self.query = query
        self.selection = Selection.read(query, readable)
        self.locale_id = locale_id

    @property
    def day(self) -> date:
        """The day on which it is put together, at the practice: what is said of it may change."""
        return today()

    @property
    def notes(self) -> list[Any]:
        return [NOTES[note] for note in self.selection.notes if note in NOTES]

    @cached_property
    def approaches(self) -> list[Taken]:
        return taken(self.selection.compared, self.locale_id)

    @cached_property
    def questions(self) -> list[Question]:
        is_asked = QUESTION in self.query or ASKED in self.query
        chosen = set(self.query.getlist(QUESTION)) if is_asked else None
        return questions(self.selection.compared, chosen)

    def get_asked_notices(self) -> set[str]:
        """Return what any approach on it has at its own address: a topic, see ``PageNotices``."""
        return set().union(*(one.asked_notices for one in self.approaches))

    @property
    def chosen_questions(self) -> list[Question]:
        return [one for one in self.questions if one.is_chosen]


def taken(approaches: Iterable[Any], locale_id: int) -> list[Taken]:
    """Return approaches in short, in their order. What they claim is read for all at once."""
    approaches = list(approaches)
    named = claims_by_concern(approaches, locale_id).values()
    offering = offering_authors(approaches, locale_id)
    claims = {one.pk: [some[one.pk] for some in named if one.pk in some] for one in approaches}
    return [
        Taken(
            one,
            [
                (claim, sentences(claim))
                for claim in sorted(claims[one.pk], key=lambda claim: claim.place)
            ],
            [(row.label, text) for row in one.compare_rows if (text := _planned_by(row, one))],
            offering[one.pk],
            one.get_disclosure(offering[one.pk]),
        )
        for one in approaches
    ]


def sentences(claim: Claim) -> list[str]:
    """Return all that is claimed, in a sentence each: paper can't unfold."""
    return [one if one.endswith(ENDS) else f"{one}." for one in _told(claim)]


def _told(claim: Claim) -> Iterator[str]:
    said = [f"{one.recommendation}: {one.source}" for one in claim.statements]
    first, *others = said or [claim.without_guideline]
    people = [one.people for one in claim.statements] or [""]
    heard = [gettext("Guidelines: %(said)s") % {"said": first}, *others]
    for line, who in zip(heard, people, strict=True):
        yield line
        if who:
            yield who
    yield gettext("Research: %(found)s") % {"found": claim.research}
    yield from claim.qualified


def clean_query(query: QueryDict) -> str:
    """Return the query without what other forms sent along; "" if it chooses nothing."""
    names = (selection.PARAMETER, QUESTION, ASKED)
    return urlencode({name: query.getlist(name) for name in names if name in query}, doseq=True)


def _planned_by(row: FactRow, approach: Any) -> str:
    is_wanted = row.group == PRACTICAL or row.source in PLANNED_BY
    return row.text(approach) if is_wanted else ""
