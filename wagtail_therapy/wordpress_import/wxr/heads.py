"""Parses the head of an export: the site, its authors and its terms."""

import html
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.ElementTree import DefusedXMLParser

from . import elements
from .records import CATEGORY, TAG, Author, Site, Term


def parse_head(text: str) -> tuple[Site, int | None]:
    """Return what a head says, and the line of the text on which it becomes unreadable, or None.

    Raises DTDForbidden. The head may lack its end.
    """
    target = _PartialTree()
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    failed = None
    try:
        parser.feed(text)
        # Expat may hold back what it has seen last.
        parser.feed("\n")
    except ParseError as error:
        failed = error.position[0]
    root = target.root
    return (_site(root) if root is not None else Site()), failed


class _PartialTree:
    """A tree whose root can be asked for before its end tag."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.root: Element | None = None
        self.data = self.builder.data
        self.end = self.builder.end

    def start(self, tag: str, attributes: dict[Any, Any]) -> Element:
        element = self.builder.start(tag, attributes)
        if self.root is None:
            self.root = element
        return element


def _site(root: Element) -> Site:
    channel = next((one for one in root if elements.name(one) == "channel"), None)
    if channel is None:
        # The outermost element, or one that should be the channel.
        channel = root[0] if len(root) == 1 and len(root[0]) else root
    fields = elements.fields(channel)
    site = Site(
        title=html.unescape(fields.get("title", "")).strip(),
        description=html.unescape(fields.get("description", "")).strip(),
        base_url=_base_url(fields),
        language=fields.get("language", "").strip(),
        version=fields.get("wp:wxr_version", "").strip(),
        generator=fields.get("generator", "").strip(),
    )
    for element in channel:
        _add(site, element)
    return site


def _base_url(fields: dict[str, str]) -> str:
    names = ("wp:base_blog_url", "link", "wp:base_site_url")
    found = (fields.get(name, "").strip() for name in names)
    return next(filter(_is_of_web, found), "").rstrip("/")


def _is_of_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_port = parts.port != 0
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and has_port


def _add(site: Site, element: Element) -> None:
    name = elements.name(element)
    if name == "wp:author":
        author = _author(elements.fields(element))
        site.authors.setdefault(author.login, author)
    elif name in {"wp:category", "wp:tag", "wp:term"}:
        term = _term(name, element)
        site.terms.setdefault((term.taxonomy, term.slug), term)


def _author(fields: dict[str, str]) -> Author:
    login = fields.get("wp:author_login", "").strip()
    return Author(
        login=login,
        id=elements.number(fields.get("wp:author_id")),
        display_name=html.unescape(fields.get("wp:author_display_name", "")).strip() or login,
        first_name=html.unescape(fields.get("wp:author_first_name", "")).strip(),
        last_name=html.unescape(fields.get("wp:author_last_name", "")).strip(),
        email=fields.get("wp:author_email", "").strip(),
        description=fields.get("wp:author_description", "").strip(),
    )


# The names of the same things in the three elements.
_TERM_NAMES = {
    "wp:category": (CATEGORY, "category_nicename", "cat_name", "category_description"),
    "wp:tag": (TAG, "tag_slug", "tag_name", "tag_description"),
    "wp:term": ("", "term_slug", "term_name", "term_description"),
}


def _term(kind: str, element: Element) -> Term:
    fields = elements.fields(element)
    taxonomy, slug, name, description = _TERM_NAMES[kind]
    taxonomy = taxonomy or fields.get("wp:term_taxonomy", "")
    parent = fields.get("wp:category_parent") or fields.get("wp:term_parent") or ""
    written = html.unescape(fields.get(f"wp:{name}", "")).strip()
    return Term(
        taxonomy=elements.TAXONOMIES.get(taxonomy, taxonomy),
        slug=unquote(fields.get(f"wp:{slug}", "").strip()) or written,
        name=written,
        id=elements.number(fields.get("wp:term_id")),
        parent=unquote(parent.strip()),
        description=fields.get(f"wp:{description}", "").strip(),
        meta=tuple(elements.meta(element, "wp:termmeta")),
    )
