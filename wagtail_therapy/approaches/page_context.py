"""What the page about an approach shows, and says of itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_therapy.approaches.compare.facts import GROUPS, PRACTICAL, SESSIONS
from wagtail_therapy.approaches.compare.selection import query_of
from wagtail_therapy.approaches.evidence.claims import Claim, Statement
from wagtail_therapy.approaches.history.page_context import ANCHOR
from wagtail_therapy.content.citations import Citations
from wagtail_therapy.content.headings import TOP_LEVEL, ContentsEntry, table_of_contents
from wagtail_therapy.content.metadata.meta_tags import PageMeta

# The id that claims.html gives its heading.
CLAIMS_ANCHOR = "therapy-claims"
# The groups of facts that have a box on the page.
BOXES = {SESSIONS: gettext_lazy("At a glance"), PRACTICAL: GROUPS[PRACTICAL]}


@dataclass(frozen=True)
class ShownClaim:
    """A claim as the page of the approach shows it. Each number of a reference may be used once."""

    claim: Claim
    url: str
    citations: Citations

    @property
    def statements(self) -> Iterator[tuple[Statement, SafeString]]:
        """Give what each guideline says, with the numbers of its references."""
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
class Facts:
    """Facts under one heading: what is stated, and the names of what is not."""

    key: str
    label: Any
    stated: list[tuple[Any, str]]
    not_stated: list[Any]


def page_context(approach: Any, request: Any) -> dict[str, Any]:
    """Return what the template of an approach needs."""
    citations = Citations(approach.references)
    offering = approach.get_offering_authors()
    index = _index_of(approach)
    claimed = claims(approach, citations, _concern_url(index, request))
    return {
        "authors": approach.get_authors(),
        "bio_authors": approach.get_bio_authors(),
        "offering_authors": offering,
        "is_offered": approach.offered_here or bool(offering),
        "disclosure": approach.get_disclosure(),
        "facts": [one for key in BOXES if (one := facts(approach, key)).stated],
        "claims": claimed,
        "take_along_url": _take_along_url(approach, index, request),
        "history_url": _history_url(approach, index, request),
        "content_notes": approach.get_content_notes(),
        "contents": contents(approach.body, claimed),
        "citations": citations,
    }


def facts(approach: Any, group: str) -> Facts:
    rows = [row for row in approach.compare_rows if row.group == group]
    said = [(row.label, row.text(approach)) for row in rows]
    return Facts(
        group,
        BOXES[group],
        [(label, text) for label, text in said if text],
        [label for label, text in said if not text],
    )


def claims(approach: Any, citations: Citations, url_of: Callable[[Any], str]) -> list[ShownClaim]:
    """Return what it is used for: as lists of a concern have it, then by research and by name."""
    found = sorted(approach.get_claims(), key=lambda one: one.place)
    return [ShownClaim(one, url_of(one.concern), citations) for one in found]


def contents(body: Any, claimed: list[ShownClaim]) -> list[ContentsEntry]:
    """Return the table of contents of the body, and before it what precedes it on the page."""
    entries = table_of_contents(body)
    first = ContentsEntry(_("What it may help with"), CLAIMS_ANCHOR, TOP_LEVEL)
    return [first, *entries] if entries and claimed else entries


def approach_meta(approach: Any, meta: PageMeta) -> PageMeta:
    """Return what the page says, as that of an article with its dates and authors."""
    return replace(
        meta,
        og_type="article",
        published_at=approach.first_published_at,
        modified_at=approach.modified_at,
        authors=tuple(author.name for author in approach.get_authors()),
    )


def _index_of(approach: Any) -> Any:
    """Return the live list that the approach is below; None for one that is elsewhere."""
    parent = approach.get_parent()
    # A preview of a new page has no place in the tree yet.
    index = parent.specific if parent else None
    return index if index and index.live and hasattr(index, "get_concern_url") else None


def _take_along_url(approach: Any, index: Any, request: HttpRequest) -> str:
    url = index.get_take_along_url(request) if index else ""
    return f"{url}?{query_of([approach])}" if url else ""


def _history_url(approach: Any, index: Any, request: HttpRequest) -> str:
    url = index.get_history_url(request) if index else ""
    return f"{url}#{ANCHOR}{approach.pk}" if url else ""


def _concern_url(index: Any, request: HttpRequest) -> Callable[[Any], str]:
    if index is None:
        return lambda concern: ""
    return lambda concern: (
        index.get_concern_url(concern, request) if concern.locale_id == index.locale_id else ""
    )
