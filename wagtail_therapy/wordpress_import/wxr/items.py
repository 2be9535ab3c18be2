"""Parses one item of an export."""

import html
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.ElementTree import DefusedXMLParser

from . import dates, elements
from .records import Comment, Dates, Item, Term

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


def parse_item(text: str, root_tag: str, line: int = 0, file_name: str = "") -> Item:
    """Return the item in a text. Raises ParseError, with the line counted from that of the item."""
    # Python's own builder, in C; the parser would use its twin in Python.
    parser = DefusedXMLParser(target=TreeBuilder(), forbid_dtd=True)
    # Without line breaks, so that the item begins on the first line.
    parser.feed(f"{OPENING}{root_tag.replace(chr(10), ' ')}{text}</rss>{CLOSING}")
    export = parser.close()
    return _item(export[0][0], line, file_name)


def _item(element: Element, line: int, file_name: str) -> Item:
    fields = elements.fields(element)
    wp = {name[3:]: text.strip() for name, text in fields.items() if name.startswith("wp:")}
    return Item(
        id=elements.number(wp.get("post_id")),
        type=wp.get("post_type", ""),
        status=wp.get("status", ""),
        title=fields.get("title", "").strip(),
        slug=unquote(wp.get("post_name", "")),
        link=fields.get("link", "").strip(),
        guid=fields.get("guid", "").strip(),
        password=fields.get("wp:post_password", ""),
        dates=_dates(wp, fields.get("pubDate", "")),
        author=fields.get("dc:creator", "").strip(),
        content=fields.get(elements.CONTENT, ""),
        excerpt=fields.get(elements.EXCERPT, ""),
        parent=elements.number(wp.get("post_parent")) or None,
        menu_order=elements.number(wp.get("menu_order")) or 0,
        is_sticky=wp.get("is_sticky") == "1",
        comment_status=wp.get("comment_status", ""),
        attachment_url=wp.get("attachment_url", ""),
        terms=tuple(_item_terms(element)),
        meta=tuple(elements.meta(element, "wp:postmeta")),
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
        if elements.name(child) == "category":
            domain = child.get("domain", "")
            taxonomy = elements.TAXONOMIES.get(domain, domain)
            name = html.unescape(elements.text(child)).strip()
            slug = unquote(child.get("nicename", ""))
            known = found.get((taxonomy, name))
            if known is None or not known.slug:
                found[taxonomy, name] = Term(taxonomy, slug, name)
    yield from found.values()


def _comments(element: Element) -> Iterator[Comment]:
    for child in element:
        if elements.name(child) == "wp:comment":
            wp = {
                name.removeprefix("wp:comment_"): text
                for name, text in elements.fields(child).items()
            }
            yield Comment(
                id=elements.number(wp.get("id")),
                author=wp.get("author", "").strip(),
                content=wp.get("content", ""),
                local=dates.local(wp.get("date", "")),
                utc=dates.utc(wp.get("date_gmt", "")),
                approved=wp.get("approved", "").strip(),
                type=wp.get("type", "").strip(),
                parent=elements.number(wp.get("parent")) or None,
                user_id=elements.number(wp.get("user_id")) or None,
            )
