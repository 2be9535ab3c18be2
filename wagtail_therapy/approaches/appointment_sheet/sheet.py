"""A page to print for a first appointment: the approaches a reader chose, and room to write."""

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
from wagtail_therapy.approaches.concerns.mixin import notices_required_by
from wagtail_therapy.approaches.evidence.claim_queries import claims_by_concern
from wagtail_therapy.approaches.evidence.claims import Claim
from wagtail_therapy.approaches.offers import offering_authors
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached_many, request_key
from wagtail_therapy.content.dates.local_dates import today
from wagtail_therapy.practice.page_notices import required_notices_of

QUESTION_PARAMETER = "q"
# Sent by the form, because a reader may choose no question at all.
QUESTIONS_SENT_PARAMETER = "asked"
# What readers need for planning, besides the practical facts.
PLANNING_FACTS = {number_of_sessions, length_of_session, "frequency", "delivery"}
# Claims with their sentences, facts, the authors who offer it, and the disclosure.
Said = tuple[list[tuple[Claim, list[str]]], list[tuple[Any, str]], list[Author], str]
# What ends a sentence, in any script.
SENTENCE_ENDS = (".", "!", "?", "…", "。")
NOTES = {
    selection.UNAVAILABLE: selection.NOTES[selection.UNAVAILABLE],
    selection.REPEATED: selection.NOTES[selection.REPEATED],
    selection.TOO_MANY: _("Up to four approaches fit on this page. The first four are on it."),
}


@dataclass(frozen=True)
class SheetApproach:
    """An approach as the sheet shows it."""

    approach: Any
    # Each with its sentences.
    claims: list[tuple[Claim, list[str]]]
    facts: list[tuple[Any, str]]
    offered_by: list[Author]
    disclosure: str

    @property
    def is_offered(self) -> bool:
        return self.approach.offered_here or bool(self.offered_by)

    @property
    def required_notices(self) -> set[str]:
        return required_notices_of(
            self.approach,
            notices_required_by(claim.row.concern for claim, _sentences in self.claims),
        )


class AppointmentSheet:
    """The sheet that an address asks for. We store nothing of it."""

    def __init__(self, query: QueryDict, readable: QuerySet, locale_id: int, request: Any = None):
        """``readable`` are the approaches there that a stranger may read, as base pages."""
        self.query = query
        self.request = request
        self.selection = Selection.read(query, readable)
        self.locale_id = locale_id

    @property
    def day(self) -> date:
        """Today at the practice. What the sheet says may change later."""
        return today()

    @property
    def notes(self) -> list[Any]:
        return [NOTES[note] for note in self.selection.notes if note in NOTES]

    @cached_property
    def approaches(self) -> list[SheetApproach]:
        return sheet_approaches(self.selection.compared, self.locale_id, self.request)

    @cached_property
    def questions(self) -> list[Question]:
        is_asked = QUESTION_PARAMETER in self.query or QUESTIONS_SENT_PARAMETER in self.query
        chosen = set(self.query.getlist(QUESTION_PARAMETER)) if is_asked else None
        return questions(self.selection.compared, chosen, self.request)

    def get_required_notices(self) -> set[str]:
        """Return the notices of all its approaches' own pages: a topic, see ``PageNotices``."""
        return set().union(*(one.required_notices for one in self.approaches))

    @property
    def chosen_questions(self) -> list[Question]:
        return [one for one in self.questions if one.is_chosen]


def sheet_approaches(
    approaches: Iterable[Any], locale_id: int, request: Any = None
) -> list[SheetApproach]:
    """Return the approaches in their order; with a request, what is said of them is cached.

    The claims of all that aren't are read at once.
    """
    approaches = list(approaches)

    def build(pks: Iterable[int]) -> Iterator[tuple[int, Said]]:
        missing = [one for one in approaches if one.pk in pks]
        named = claims_by_concern(missing, locale_id).values()
        offering = offering_authors(missing, locale_id)
        for one in missing:
            claims = [some[one.pk] for some in named if one.pk in some]
            yield one.pk, _said(one, claims, offering[one.pk])

    if request is None:
        said = dict(build([one.pk for one in approaches]))
    else:
        around = (locale_id, *request_key(request))
        keys = {one.pk: ("sheet", one._meta.label, one.pk, *around) for one in approaches}
        said = cached_many(keys, build, request)
    return [SheetApproach(one, *said[one.pk]) for one in approaches]


def _said(approach: Any, claims: list[Claim], offering: list[Author]) -> Said:
    in_order = sorted(claims, key=lambda claim: claim.sort_key)
    facts = [(str(row.label), _planning_fact(row, approach)) for row in approach.compare_rows]
    return (
        [(claim, sentences(claim)) for claim in in_order],
        [(label, text) for label, text in facts if text],
        offering,
        approach.get_disclosure(offering),
    )


def sentences(claim: Claim) -> list[str]:
    """Return everything that a claim says, in sentences: paper has nothing to unfold."""
    return [one if one.endswith(SENTENCE_ENDS) else f"{one}." for one in _sentences_of(claim)]


def _sentences_of(claim: Claim) -> Iterator[str]:
    statements = [f"{one.recommendation}: {one.source}" for one in claim.statements]
    first, *others = statements or [claim.without_guideline]
    people = [one.people for one in claim.statements] or [""]
    lines = [gettext("Guidelines: %(said)s") % {"said": first}, *others]
    for line, who in zip(lines, people, strict=True):
        yield line
        if who:
            yield who
    yield gettext("Research: %(found)s") % {"found": claim.research}
    yield from claim.qualifiers


def clean_query(query: QueryDict) -> str:
    """Return the query without the fields of other forms; "" if it chooses nothing."""
    names = (selection.PARAMETER, QUESTION_PARAMETER, QUESTIONS_SENT_PARAMETER)
    return urlencode({name: query.getlist(name) for name in names if name in query}, doseq=True)


def _planning_fact(row: FactRow, approach: Any) -> str:
    is_wanted = row.group == PRACTICAL or row.source in PLANNING_FACTS
    return row.text(approach) if is_wanted else ""
