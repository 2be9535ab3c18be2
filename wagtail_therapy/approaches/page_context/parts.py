"""What the page about an approach shows, and its metadata."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue

from wagtail_therapy.approaches.blocks.body import BodyParts
from wagtail_therapy.approaches.compare.facts import (
    GROUPS,
    PRACTICAL,
    SESSIONS,
    counted_sessions,
    number_of_sessions,
)
from wagtail_therapy.approaches.compare.selection import selection_query
from wagtail_therapy.approaches.evidence.claims import Claim, Statement
from wagtail_therapy.approaches.history.page_context import ANCHOR_PREFIX
from wagtail_therapy.content.metadata.meta_tags import PageMeta
from wagtail_therapy.content.text.citations import Citations
from wagtail_therapy.content.text.headings import (
    TOP_LEVEL,
    ContentsEntry,
    HeadingValue,
    table_of_contents,
)

# The id that claims.html gives its heading.
CLAIMS_ANCHOR = "therapy-claims"
# The groups of facts that have a box on the page.
BOXES = {SESSIONS: gettext_lazy("At a glance"), PRACTICAL: GROUPS[PRACTICAL]}
# The facts that small screens show without unfolding.
FIRST_FACTS = {"number_of_sessions", "length_of_session", "formats", "delivery"}


@dataclass(frozen=True)
class CitedClaim:
    """A claim with the numbers of its references, as the page shows it. Read each number once."""

    claim: Claim
    url: str
    citations: Citations

    @property
    def statements(self) -> Iterator[tuple[Statement, SafeString]]:
        """Yield what each guideline says, with the numbers of its references."""
        for one in self.claim.statements:
            yield one, self._numbers(one.row)

    @property
    def marks(self) -> SafeString:
        """Return the numbers of the references for what research found."""
        return self._numbers(self.claim.row)

    def _numbers(self, row: Any) -> SafeString:
        keys = ",".join(row.get_reference_keys())
        return self.citations.cite(f"[ref:{keys}]") if keys else SafeString("")


@dataclass(frozen=True)
class FactBox:
    """Facts under one heading: those that are stated, and the names of the others.

    ``first`` are those of ``stated`` that small screens show at once, and ``more`` the others.
    """

    key: str
    label: Any
    first: list[tuple[Any, str]]
    more: list[tuple[Any, str]]
    not_stated: list[Any]
    # Whether the first are understood without their labels.
    is_brief: bool

    @property
    def stated(self) -> list[tuple[Any, str]]:
        return self.first + self.more

    @property
    def has_more(self) -> bool:
        return bool(self.more or self.not_stated)


def fact_box(approach: Any, group: str) -> FactBox:
    rows = [row for row in approach.compare_rows if row.group == group]
    texts = [fact for row in rows for fact in _facts(row, approach)]
    stated = [one for one in texts if one[2]]
    brief = [one for one in stated if one[0] in FIRST_FACTS]
    first = brief or stated[: len(FIRST_FACTS)]
    return FactBox(
        group,
        BOXES[group],
        [(label, ", ".join(text.splitlines())) for _name, label, text in first],
        [(one[1], one[2]) for one in stated if one not in first],
        [label for _name, label, text in texts if not text],
        bool(brief),
    )


def _facts(row: Any, approach: Any) -> list[tuple[str, Any, str]]:
    """Return what a row says; the note on the number of sessions is a fact of its own."""
    text, counted = row.text(approach), counted_sessions(approach)
    note = approach.length_note.strip()
    if not (counted and note and text == number_of_sessions(approach)):
        return [(row.name, row.label, text)]
    return [(row.name, row.label, counted), ("length_note", _("How long it often takes"), note)]


def cited_claims(
    claims: Iterable[Claim], citations: Citations, url_of: Callable[[Any], str]
) -> list[CitedClaim]:
    """Return the claims in the order of Standing, then by research and by name."""
    found = sorted(claims, key=lambda one: one.sort_key)
    return [CitedClaim(one, url_of(one.concern), citations) for one in found]


def page_contents(parts: BodyParts, claimed: list[CitedClaim]) -> list[ContentsEntry]:
    """Return the table of contents, with the claims after the opening. Key points come before."""
    entries = table_of_contents(parts.text)
    if not entries or not claimed:
        return entries
    claims = ContentsEntry(_("What it may help with"), CLAIMS_ANCHOR, TOP_LEVEL)
    place = sum(one.anchor in _anchors(parts.opening) for one in entries)
    return [*entries[:place], claims, *entries[place:]]


def _anchors(part: StreamValue) -> set[str]:
    return {one.value.anchor for one in part if isinstance(one.value, HeadingValue)}


def approach_meta(approach: Any, meta: PageMeta) -> PageMeta:
    """Return the metadata as that of an article, with its dates and authors."""
    return replace(
        meta,
        og_type="article",
        published_at=approach.first_published_at,
        modified_at=approach.modified_at,
        authors=tuple(author.name for author in approach.get_authors()),
    )


def take_along_url(approach: Any, index: Any, request: HttpRequest) -> str:
    url = index.get_take_along_url(request) if index else ""
    return f"{url}?{selection_query([approach])}" if url else ""


def history_url(approach: Any, index: Any, request: HttpRequest) -> str:
    url = index.get_history_url(request) if index else ""
    return f"{url}#{ANCHOR_PREFIX}{approach.pk}" if url else ""


def concern_url(index: Any, request: HttpRequest) -> Callable[[Any], str]:
    if index is None:
        return lambda concern: ""
    return lambda concern: (
        index.get_concern_url(concern, request) if concern.locale_id == index.locale_id else ""
    )
