"""Nodes of schema.org, linked by their ids to one graph for each page.

The graph contains only what readers see on the page. It has no FAQPage and no SearchAction, which
search engines no longer use, and no ratings: readers of a practice are or may become clients.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

from wagtail_therapy.content.metadata.breadcrumbs import Crumb
from wagtail_therapy.content.metadata.meta_tags import MetaImage, PageMeta, iso
from wagtail_therapy.content.metadata.publisher import Node, publisher_id
from wagtail_therapy.content.text.references import bare_doi

# JSON understands these escapes, and no title can end the script element.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
EMPTY: tuple[Any, ...] = (None, "", [], {}, ())


def json_ld_script(nodes: Iterable[Node]) -> SafeString:
    """Return the script element with the graph. It is data, so a strict CSP allows it."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(graph, cls=DjangoJSONEncoder, ensure_ascii=False)
    # All characters with a meaning in HTML are escaped.
    return mark_safe(  # noqa: S308 -- see above
        f'<script type="application/ld+json">{text.translate(ESCAPES)}</script>'
    )


def node(type_name: str, node_id: str = "", **properties: Any) -> Node:
    """Return a node without the properties that are empty."""
    identity = {"@type": type_name} | ({"@id": node_id} if node_id else {})
    return identity | {key: value for key, value in properties.items() if value not in EMPTY}


def reference(target: Node) -> Node:
    return {"@id": target["@id"]}


def image_object(image: MetaImage | None) -> Node | None:
    if image is None:
        return None
    width, height = image.width, image.height
    return node("ImageObject", url=image.url, width=width, height=height, caption=image.alt)


def website_id(root_url: str) -> str:
    return f"{root_url}/#website"


def website(root_url: str, name: str) -> Node:
    publisher = {"@id": publisher_id(root_url)}
    site_id = website_id(root_url)
    return node("WebSite", site_id, name=name, url=f"{root_url}/", publisher=publisher)


def web_page_id(meta: PageMeta) -> str:
    return f"{meta.canonical}#webpage"


def web_page(meta: PageMeta, root_url: str) -> Node:
    return node(
        "WebPage",
        web_page_id(meta),
        url=meta.canonical,
        name=meta.title,
        description=meta.description,
        inLanguage=meta.language_code,
        isPartOf={"@id": website_id(root_url)},
        publisher={"@id": publisher_id(root_url)},
        primaryImageOfPage=image_object(meta.image),
        datePublished=iso(meta.published_at),
        dateModified=iso(meta.modified_at),
    )


def citations(sources: Iterable[Mapping[str, Any]]) -> list[Node]:
    """Return the sources of a text that have a title."""
    return [citation(source) for source in sources if source.get("title")]


def citation(source: Mapping[str, Any]) -> Node:
    """Return a source of a text, with the URL of its DOI if it has one."""
    doi = bare_doi(source.get("doi") or "")
    return node(
        "CreativeWork",
        name=source.get("title"),
        # An author would have to be a Person, and not plain text.
        creditText=source.get("authors"),
        datePublished=str(source.get("year") or ""),
        url=f"https://doi.org/{doi}" if doi else source.get("url"),
    )


def breadcrumb_list(meta: PageMeta, crumbs: Sequence[Crumb]) -> list[Node]:
    """Return the list of the crumbs, with the route's own if ``meta`` belongs to a route.

    Empty for a home page, because a list needs two crumbs.
    """
    url = meta.canonical.partition("?")[0]
    if crumbs and crumbs[-1].url != url:
        crumbs = [*crumbs, Crumb(meta.title, url)]
    if len(crumbs) < 2:
        return []
    items = [_list_item(number, crumb) for number, crumb in enumerate(crumbs, start=1)]
    return [node("BreadcrumbList", f"{meta.canonical}#breadcrumb", itemListElement=items)]


def with_page_properties(
    nodes: Iterable[Node], meta: PageMeta, type_name: str = "", **more: Any
) -> list[Node]:
    """Return the nodes with another type or more properties for the page's node.

    Empty properties are removed from the node.
    """
    return [
        _updated(one, type_name, more) if one.get("@id") == web_page_id(meta) else one
        for one in nodes
    ]


def with_item_list(
    nodes: Iterable[Node], meta: PageMeta, items: Iterable[Crumb], start: int = 1
) -> list[Node]:
    """Return the nodes of a page with the list that it shows, numbered from ``start``."""
    elements = [_list_item(number, item) for number, item in enumerate(items, start)]
    listed = node("ItemList", f"{meta.canonical}#list", itemListElement=elements)
    if not elements:
        return with_page_properties(nodes, meta, "CollectionPage")
    page = with_page_properties(nodes, meta, "CollectionPage", mainEntity=reference(listed))
    return [*page, listed]


def _updated(one: Node, type_name: str, more: dict[str, Any]) -> Node:
    kept = {key: value for key, value in one.items() if key not in more and key[0] != "@"}
    return node(type_name or one["@type"], one["@id"], **kept, **more)


def _list_item(number: int, crumb: Crumb) -> Node:
    return node("ListItem", position=number, name=crumb.name, item=crumb.url)
