"""What a body shows and leads to, without the pictures that a page would make of it."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from wagtail.models import Page
from wagtail.rich_text import expand_db_html


def alts_in_html(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    return [alt for one in soup.find_all("img") if (alt := one.get("alt", "").strip())]


def alts_in(body) -> list[str]:
    """Return the descriptions of pictures, and of those that stay HTML in a piece to check."""
    found = []
    for value in values_in(list(body.raw_data)):
        if isinstance(value, dict):
            found += filter(None, [value.get("alt_text")])
        elif isinstance(value, str) and "<img" in value:
            found += alts_in_html(value)
    return found


def links_in(body) -> Iterator[str]:
    for value in values_in(list(body.raw_data)):
        if isinstance(value, dict) and isinstance(value.get("page"), int):
            yield Page.objects.get(pk=value["page"]).url
        elif isinstance(value, str) and "<a " in value:
            yield from links_in_html(expand_db_html(value))


def links_in_html(html: str) -> list[str]:
    return [one["href"] for one in BeautifulSoup(html, "html.parser").find_all("a", href=True)]


def values_in(value) -> Iterator[object]:
    yield value
    inner = value.values() if isinstance(value, dict) else value
    for one in inner if isinstance(value, (dict, list)) else []:
        yield from values_in(one)


def links_to_posts(links, urls) -> set[tuple[str, str]]:
    """Return the links to posts, by their addresses here, and the places in them."""
    found = set()
    for link in links:
        parts = urlsplit(link)
        path = unquote(parts.path).rstrip("/") + "/"
        if path in urls or path in urls.values():
            found.add((urls.get(path, path), parts.fragment))
    return found
