"""Parses the head of an export, and one item."""

import html
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.ElementTree import DefusedXMLParser

from . import dates
from .file_kinds import NAMESPACE
from .records import CATEGORY, TAG, Author, Comment, Dates, Item, Site, Term

# Bound around each item, because some exports, and many repairs by hand, lack one of them.
NAMESPACES = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
BOUND = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
OPENING, CLOSING = f"<export{BOUND}>", "</export>"
DUBLIN_CORE = "purl.org/dc/elements/"
CONTENT, EXCERPT = "content:encoded", "excerpt:encoded"
# WXR 1.0 has tags so.
TAXONOMIES = {"": CATEGORY, "tag": TAG}


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


def parse_item(text: str, root_tag: str, line: int = 0, file_name: str = "") -> Item:
    """Return the item in a text. Raises ParseError, with the line counted from that of the item."""
    # Python's own builder, in C; the parser would use its twin in Python.
    parser = DefusedXMLParser(target=TreeBuilder(), forbid_dtd=True)
    # Without line breaks, so that the item begins on the first line.
    parser.feed(f"{OPENING}{root_tag.replace(chr(10), ' ')}{text}</rss>{CLOSING}")
    export = parser.close()
    return _item(export[0][0], line, file_name)


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


def _name(element: Element) -> str:
    return _short(element.tag)


@lru_cache(maxsize=512)
def _short(tag: str) -> str:
    """Return a name without its namespace, with a prefix where the name alone says too little."""
    address, brace, name = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    if not brace:
        return name
    if name == "encoded":
        return EXCERPT if NAMESPACE in address else CONTENT
    if NAMESPACE in address:
        return f"wp:{name}"
    return f"dc:{name}" if DUBLIN_CORE in address else name


def _text(element: Element) -> str:
    return element.text or ""


def _fields(element: Element) -> dict[str, str]:
    """Return the texts of the children. The first of each name counts."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(_name(child), _text(child))
    return found


def _number(text: str | None) -> int | None:
    try:
        # What is longer is no id, and takes Python long.
        return int(text) if text and len(text) < 20 else None
    except ValueError:
        return None


def _site(root: Element) -> Site:
    channel = next((one for one in root if _name(one) == "channel"), None)
    if channel is None:
        # The outermost element, or one that should be the channel.
        channel = root[0] if len(root) == 1 and len(root[0]) else root
    fields = _fields(channel)
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
    return next(filter(None, found), "").rstrip("/")


def _add(site: Site, element: Element) -> None:
    name = _name(element)
    if name == "wp:author":
        author = _author(_fields(element))
        site.authors.setdefault(author.login, author)
    elif name in {"wp:category", "wp:tag", "wp:term"}:
        term = _term(name, element)
        site.terms.setdefault((term.taxonomy, term.slug), term)


def _author(fields: dict[str, str]) -> Author:
    login = fields.get("wp:author_login", "").strip()
    return Author(
        login=login,
        id=_number(fields.get("wp:author_id")),
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
    fields = _fields(element)
    taxonomy, slug, name, description = _TERM_NAMES[kind]
    taxonomy = taxonomy or fields.get("wp:term_taxonomy", "")
    parent = fields.get("wp:category_parent") or fields.get("wp:term_parent") or ""
    written = html.unescape(fields.get(f"wp:{name}", "")).strip()
    return Term(
        taxonomy=TAXONOMIES.get(taxonomy, taxonomy),
        slug=unquote(fields.get(f"wp:{slug}", "").strip()) or written,
        name=written,
        id=_number(fields.get("wp:term_id")),
        parent=unquote(parent.strip()),
        description=fields.get(f"wp:{description}", "").strip(),
        meta=tuple(_meta(element, "wp:termmeta")),
    )


def _item(element: Element, line: int, file_name: str) -> Item:
    fields = _fields(element)
    wp = {name[3:]: text.strip() for name, text in fields.items() if name.startswith("wp:")}
    return Item(
        id=_number(wp.get("post_id")),
        type=wp.get("post_type", ""),
        status=wp.get("status", ""),
        title=fields.get("title", "").strip(),
        slug=unquote(wp.get("post_name", "")),
        link=fields.get("link", "").strip(),
        guid=fields.get("guid", "").strip(),
        password=fields.get("wp:post_password", ""),
        dates=_dates(wp, fields.get("pubDate", "")),
        author=fields.get("dc:creator", "").strip(),
        content=fields.get(CONTENT, ""),
        excerpt=fields.get(EXCERPT, ""),
        parent=_number(wp.get("post_parent")) or None,
        menu_order=_number(wp.get("menu_order")) or 0,
        is_sticky=wp.get("is_sticky") == "1",
        comment_status=wp.get("comment_status", ""),
        attachment_url=wp.get("attachment_url", ""),
        terms=tuple(_item_terms(element)),
        meta=tuple(_meta(element, "wp:postmeta")),
        comments=tuple(_comments(element)),
        file_name=file_name,
        line=line,
    )


def _dates(wp: dict[str, str], feed: str) -> Dates:
    return Dates(
        local=dates.local(wp.get("post_date", "")),
        utc=dates.utc(wp.get("post_date_gmt", "")),
        feed=dates.feed(feed),
        modified_local=dates.local(wp.get("post_modified", "")),
        modified_utc=dates.utc(wp.get("post_modified_gmt", "")),
    )


def _item_terms(element: Element) -> Iterator[Term]:
    """Yield each term once. WXR 1.0 has each twice, the second time with its slug."""
    found: dict[tuple[str, str], Term] = {}
    for child in element:
        if _name(child) == "category":
            domain = child.get("domain", "")
            taxonomy = TAXONOMIES.get(domain, domain)
            name = html.unescape(_text(child)).strip()
            slug = unquote(child.get("nicename", ""))
            known = found.get((taxonomy, name))
            if known is None or not known.slug:
                found[taxonomy, name] = Term(taxonomy, slug, name)
    yield from found.values()


def _meta(element: Element, name: str) -> Iterator[tuple[str, str]]:
    for child in element:
        if _name(child) == name:
            fields = _fields(child)
            yield fields.get("wp:meta_key", "").strip(), fields.get("wp:meta_value", "")


def _comments(element: Element) -> Iterator[Comment]:
    for child in element:
        if _name(child) == "wp:comment":
            wp = {name.removeprefix("wp:comment_"): text for name, text in _fields(child).items()}
            yield Comment(
                id=_number(wp.get("id")),
                author=wp.get("author", "").strip(),
                content=wp.get("content", ""),
                local=dates.local(wp.get("date", "")),
                utc=dates.utc(wp.get("date_gmt", "")),
                approved=wp.get("approved", "").strip(),
                type=wp.get("type", "").strip(),
                parent=_number(wp.get("parent")) or None,
                user_id=_number(wp.get("user_id")) or None,
            )
