"""What a comparison says of one approach: the same in each, so it comes from the cache."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from wagtail_therapy.approaches.compare.facts import GROUPS, FactRow
from wagtail_therapy.approaches.concerns.mixin import notices_required_by
from wagtail_therapy.approaches.evidence.claim_queries import claims_by_concern
from wagtail_therapy.approaches.evidence.claims import Claim
from wagtail_therapy.approaches.families import translate_families
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.querysets import models
from wagtail_therapy.approaches.summaries import ConcernSummary
from wagtail_therapy.authors.reviews import latest_for
from wagtail_therapy.content.caching import cached_many, request_key
from wagtail_therapy.practice.page_notices import required_notices_of

CELL = "wagtail_therapy/approaches/comparison_cell.html"
# Says how a cell is rendered, from its text, remarks and the label of its group.
Render = Callable[["Told", Any], str]


class Remark(NamedTuple):
    text: str
    url: str = ""


class Told(NamedTuple):
    """What a cell says. ``html`` is all of it, if it is kept."""

    text: str = ""
    remarks: tuple[Remark, ...] = ()
    html: str = ""


class Column(NamedTuple):
    """What is said of an approach, by ``row_key()`` and by the key of a concern."""

    facts: dict[str, Told]
    evidence: dict[int, Told]
    concerns: list[ConcernSummary]
    required_notices: frozenset[str]
    # Of a concern that its page does not mention.
    nothing: Told

    def on_concern(self, pk: int) -> Told:
        return self.evidence.get(pk, self.nothing)


def columns_of(approaches: list[Any], locale_id: int, request: Any = None) -> dict[int, Column]:
    """Return a column for the key of each approach; with a request, from the cache."""

    def build(pks: Iterable[int]) -> Iterator[tuple[int, Column]]:
        missing = [one for one in approaches if one.pk in pks]
        translate_families(missing, locale_id)
        latest_for(missing)
        claimed = claims_by_concern(missing, locale_id)
        rows = _all_rows(missing)
        for one in missing:
            yield one.pk, _column(one, rows, claimed, _html if request else lambda *_args: "")

    if request is None:
        return dict(build([one.pk for one in approaches]))
    around = (locale_id, *request_key(request))
    keys = {one.pk: ("column", one._meta.label, one.pk, *around) for one in approaches}
    return cached_many(keys, build, request)


def row_key(row: FactRow) -> str:
    source = row.source
    return f"{source.__module__}.{source.__qualname__}" if callable(source) else source


def _all_rows(approaches: Iterable[Any]) -> list[FactRow]:
    """Return the rows of all page types: in a comparison, each has those of the others."""
    declared = [row for one in (*models(), *approaches) for row in one.compare_rows]
    return list({row_key(row): row for row in reversed(declared)}.values())


def _column(
    approach: Any,
    rows: Iterable[FactRow],
    claimed: dict[Concern, dict[int, Claim]],
    render: Render,
) -> Column:
    claims = {one: some[approach.pk] for one, some in claimed.items() if approach.pk in some}
    facts = {row_key(row): (Told(row.text(approach)), GROUPS[row.group]) for row in rows}
    evidence = {concern.pk: Told(*_evidence(claim)) for concern, claim in claims.items()}
    required = notices_required_by(claim.row.concern for claim in claims.values())
    return Column(
        {key: told._replace(html=render(told, label)) for key, (told, label) in facts.items()},
        {pk: told._replace(html=render(told, "")) for pk, told in evidence.items()},
        list(map(_summary, claims)),
        frozenset(required_notices_of(approach, required)),
        Told(html=render(Told(), "")),
    )


def _html(told: Told, label: Any) -> str:
    return str(render_to_string(CELL, {"cell": told, "group": {"label": label}}))


def _summary(concern: Concern) -> ConcernSummary:
    # A comparison asks for no notices of its concerns: columns have them.
    values = [getattr(concern, name) for name in ConcernSummary._fields[:-1]]
    return ConcernSummary._make([*values, None])


def _evidence(claim: Claim) -> tuple[str, tuple[Remark, ...]]:
    return "\n".join(_lines(claim)), tuple(_remarks(claim))


def _lines(claim: Claim) -> Iterator[str]:
    """Yield what guidelines say and what research found, in words that need no heading."""
    found = [one.recommendation for one in claim.statements] or [claim.without_guideline]
    yield _("Guidelines: %(said)s") % {"said": "; ".join(dict.fromkeys(found))}
    yield _("Research: %(found)s") % {"found": claim.research}


def _remarks(claim: Claim) -> Iterator[Remark]:
    for one in claim.statements:
        yield Remark(one.source, one.guideline.url)
    compared_with = claim.row.compared_with.strip()
    if compared_with:
        yield Remark(_("Compared with: %(other)s") % {"other": compared_with})
    if note := claim.row.note.strip():
        yield Remark(note)
