"""What the page about an approach shows, and says of itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wagtail_therapy.approaches.choices import Strength
from wagtail_therapy.approaches.facts import SESSIONS
from wagtail_therapy.content.citations import Citations
from wagtail_therapy.content.headings import TOP_LEVEL, Entry, table_of_contents
from wagtail_therapy.content.meta import PageMeta

# The id that claims.html gives its heading.
CLAIMS_ANCHOR = "therapy-claims"


@dataclass(frozen=True)
class Claim:
    """What an approach says of one concern, with what supports it."""

    row: Any
    concern: Any
    url: str
    citations: Citations

    @property
    def marks(self) -> SafeString:
        """Return the numbers of its references. Each time counts as one more place: use it once."""
        keys = ",".join(self.row.get_reference_keys())
        return self.citations.cite(f"[ref:{keys}]") if keys else SafeString("")


@dataclass(frozen=True)
class Facts:
    """What sessions are like: what is stated, and the names of what is not."""

    stated: list[tuple[Any, str]]
    not_stated: list[Any]


def page_context(approach: Any, request: Any) -> dict[str, Any]:
    """Return what the template of an approach needs."""
    citations = Citations(approach.references)
    offering = approach.get_offering_authors()
    claimed = claims(approach, citations, _concern_url(approach, request))
    return {
        "authors": approach.get_authors(),
        "bio_authors": approach.get_bio_authors(),
        "offering_authors": offering,
        "is_offered": approach.offered_here or bool(offering),
        "disclosure": approach.get_disclosure(),
        "facts": facts(approach),
        "claims": claimed,
        "content_notes": approach.get_content_notes(),
        "contents": contents(approach.body, claimed),
        "citations": citations,
    }


def facts(approach: Any) -> Facts:
    rows = [row for row in approach.compare_rows if row.group == SESSIONS]
    said = [(row.label, row.text(approach)) for row in rows]
    return Facts(
        [(label, text) for label, text in said if text],
        [label for label, text in said if not text],
    )


def claims(approach: Any, citations: Citations, url_of: Callable[[Any], str]) -> list[Claim]:
    """Return the concerns of an approach: the best supported first, then by name."""
    found = [
        Claim(row, concern, url_of(concern), citations) for row, concern in approach.get_claims()
    ]
    order = Strength.values
    place = {value: number for number, value in enumerate(order)}
    return sorted(
        found,
        key=lambda one: (place.get(one.row.strength, len(order)), one.concern.name.casefold()),
    )


def contents(body: Any, claimed: list[Claim]) -> list[Entry]:
    """Return the table of contents of the body, and before it what precedes it on the page."""
    entries = table_of_contents(body)
    first = Entry(_("What it is used for"), CLAIMS_ANCHOR, TOP_LEVEL)
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


def _concern_url(approach: Any, request: HttpRequest) -> Callable[[Any], str]:
    parent = approach.get_parent()
    # A preview of a new page has no place in the tree yet.
    index = parent.specific if parent else None
    if index is None or not index.live or not hasattr(index, "get_concern_url"):
        return lambda concern: ""
    return lambda concern: (
        index.get_concern_url(concern, request) if concern.locale_id == index.locale_id else ""
    )
