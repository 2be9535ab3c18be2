"""The context for the template of an approach: each value is made when it is first asked for."""

from functools import cached_property, partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from wagtail_therapy.approaches.blocks.body import BodyParts, split_body
from wagtail_therapy.approaches.page_context.named_objects import NamedObjects, remember_named
from wagtail_therapy.approaches.page_context.parts import (
    BOXES,
    CitedClaim,
    FactBox,
    cited_claims,
    concern_url,
    fact_box,
    history_url,
    page_contents,
    take_along_url,
)
from wagtail_therapy.content.page_cache.kept_parts import KeptParts
from wagtail_therapy.content.text.citations import Citations
from wagtail_therapy.content.text.headings import ContentsEntry, set_anchors

# What the template asks for by these names.
LAZY = [
    *("authors", "bio_authors", "offering_authors", "is_offered", "disclosure", "facts", "claims"),
    *("take_along_url", "history_url", "content_notes", "contents", "parts"),
]
# The parts that approach.html keeps.
PARTS = [
    *("header", "content_notes", "key_points", "offer", "facts", "contents", "opening", "claims"),
    *("rest", "take_along", "next_step", "references", "notes_end", "dates", "authors"),
]


class ShownApproach:
    """What the template of an approach shows.

    Each value is made when the template first asks for it: most visitors get cached parts, which
    ask for none.
    """

    def __init__(self, approach: Any, request: Any):
        self.approach = approach
        self.request = request
        self.citations = Citations(approach.references)

    @cached_property
    def kept_parts(self) -> KeptParts:
        return KeptParts(self.approach, self.request, PARTS, citations=self.citations)

    @cached_property
    def named(self) -> NamedObjects:
        return remember_named(self.approach, self.request)

    @property
    def authors(self) -> list[Any]:
        return self.named.authors

    @property
    def bio_authors(self) -> list[Any]:
        return self.approach.get_bio_authors()

    @property
    def offering_authors(self) -> list[Any]:
        return self.named.offering_authors

    @property
    def is_offered(self) -> bool:
        return self.approach.offered_here or bool(self.offering_authors)

    @property
    def disclosure(self) -> str:
        return self.approach.get_disclosure(self.offering_authors)

    @property
    def facts(self) -> list[FactBox]:
        return [one for key in BOXES if (one := fact_box(self.approach, key)).stated]

    @cached_property
    def claims(self) -> list[CitedClaim]:
        url_of = concern_url(self.index, self.request)
        return cited_claims(self.named.claims, self.citations, url_of)

    @cached_property
    def index(self) -> Any:
        return self.approach.get_list()

    @property
    def take_along_url(self) -> str:
        return take_along_url(self.approach, self.index, self.request)

    @property
    def history_url(self) -> str:
        return history_url(self.approach, self.index, self.request)

    @property
    def content_notes(self) -> list[Any]:
        return self.named.content_notes

    @cached_property
    def contents(self) -> list[ContentsEntry]:
        return page_contents(self.parts, self.claims)

    @cached_property
    def parts(self) -> BodyParts:
        parts = split_body(self.approach.body)
        # For all parts together, so that each id is on the page once.
        set_anchors(parts.text)
        return parts


def shown_context(approach: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the context for the template of an approach.

    If nothing is cached, it reads what the approach names, for all that will ask for it.
    """
    shown = ShownApproach(approach, request)
    if not shown.kept_parts.found:
        shown.named  # noqa: B018 -- cached
    return {name: SimpleLazyObject(partial(getattr, shown, name)) for name in LAZY} | {
        "kept_parts": shown.kept_parts,
        "citations": shown.citations,
        "anchors_are_set": True,
    }
