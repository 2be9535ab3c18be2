"""Rich text in Wagtail's APIs, ready for a front end: with URLs, and numbers for citations.

Wagtail's own fields return what the editor stores, with ids of pages instead of URLs. Clients that
write a text back need that, and get it with ``?rich_text_format=db_html``.
"""

import re
from typing import Any

from wagtail.api.v2.utils import get_full_url
from wagtail.blocks import StreamValue
from wagtail.rich_text import RichText, expand_db_html

from ..fields import TherapyStreamField
from ..streamfield.prefetching import map_strings, prefetch_bodies
from ..streamfield.values import values_within
from ..text.citations import Citations, Cited, strip_citations
from ..text.headings import set_anchors
from ..text.references import ReferencesBlock

CACHE_ATTRIBUTE = "_therapy_shown_texts"
# A URL on this host, in a tag as Wagtail writes it.
ADDRESS = re.compile(r'(<[^<>]*? (?:href|src)=")(/(?!/))')


def html_representation(source: str, request: Any) -> str:
    """Return rich text for readers, with absolute URLs."""
    return _absolute(expand_db_html(source or ""), get_full_url(request, ""))


def stream_representation(row: Any, name: str, context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a stream of a page or snippet for readers.

    References include their number, their anchor, and the ids of the places that cite them.
    """
    if not hasattr(row, CACHE_ATTRIBUTE):
        setattr(row, CACHE_ATTRIBUTE, StreamRepresentations(row))
    return getattr(row, CACHE_ATTRIBUTE).stream(name, context)


class StreamRepresentations:
    """The streams of one row. Each is built once, because that counts its citations."""

    def __init__(self, row: Any):
        self.row = row
        self.citations = Citations(getattr(row, "references", None))
        self._representations: dict[str, list[dict[str, Any]]] = {}

    def stream(self, name: str, context: dict[str, Any]) -> list[dict[str, Any]]:
        if name not in self._representations:
            build = self._references if self._is_references(name) else self._body
            self._representations[name] = build(getattr(self.row, name), context)
        return self._representations[name]

    def _body(self, stream: StreamValue, context: dict[str, Any]) -> Any:
        base_url = get_full_url(context.get("request"), "") or _root_url(self.row)
        (body,) = prefetch_bodies([stream])
        set_anchors(body)
        for text in values_within(body.stream_block, body, _is_rich_text):
            text.source = self.citations.cite(_absolute(text.source, base_url))
        data = body.stream_block.get_api_representation(body, context)
        # The citations that are left are in plain texts, which can't have links.
        return map_strings(data, strip_citations)

    def _references(self, stream: StreamValue, context: dict[str, Any]) -> list[dict[str, Any]]:
        for name in self._cited_by():
            self.stream(name, context)
        data = stream.stream_block.get_api_representation(stream, context)
        listed = {id(cited.value): cited for cited in self.citations.listed}
        return [
            one | {"value": one["value"] | _citation_details(cited)}
            for one, child in zip(data, stream, strict=True)
            if (cited := listed.get(id(child.value)))
        ]

    def _cited_by(self) -> list[str]:
        in_api = {getattr(one, "name", one) for one in getattr(self.row, "api_fields", ())}
        streams = [one for one in self.row._meta.fields if isinstance(one, TherapyStreamField)]
        names = [field.name for field in streams if field.name in in_api]
        return [name for name in names if not self._is_references(name)]

    def _is_references(self, name: str) -> bool:
        return isinstance(self.row._meta.get_field(name).stream_block, ReferencesBlock)


def _is_rich_text(_block: Any, value: Any) -> bool:
    return isinstance(value, RichText)


def _root_url(row: Any) -> str:
    site = row.get_site() if hasattr(row, "get_site") else None
    return site.root_url if site else ""


def _absolute(html: str, base_url: str) -> str:
    return ADDRESS.sub(lambda match: match[1] + base_url + match[2], html)


def _citation_details(cited: Cited) -> dict[str, Any]:
    return {
        "key": cited.key,
        "number": cited.number,
        "anchor": cited.anchor,
        "citation_anchors": cited.citation_anchors,
        "doi_url": cited.value.doi_url,
        "pubmed_url": cited.value.pubmed_url,
    }
