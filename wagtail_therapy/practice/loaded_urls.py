"""The addresses that a browser loads when it shows a page, without links."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from wagtail_therapy.content.text.html_parser import StartTag, StartTagParser

# rel of <link> that makes a browser connect or load.
LOADING_LINKS = {
    "apple-touch-icon",
    "dns-prefetch",
    "icon",
    "manifest",
    "mask-icon",
    "modulepreload",
    "preconnect",
    "prefetch",
    "preload",
    "prerender",
    "shortcut",
    "stylesheet",
}
URL_ATTRIBUTES = ["src", "poster", "background", "data"]
SRCSET_ATTRIBUTES = ["srcset", "imagesrcset"]
CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""", re.IGNORECASE)
CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


def loaded_urls(html: str, page_url: str) -> Iterator[str]:
    """Yield the absolute addresses, including those in local stylesheets."""
    tags = StartTagParser(html)
    bases = (tag.get("href") for tag in tags.found if tag.name == "base")
    start = urljoin(page_url, next(filter(None, bases), ""))
    for tag in tags.found:
        for url in _tag_urls(tag):
            yield urljoin(start, url)
    for url in css_urls("".join(tags.styles)):
        yield urljoin(start, url)
    sheets = (tag for tag in tags.found if "stylesheet" in _relations(tag) and tag.get("href"))
    for sheet in sheets:
        yield from _stylesheet_urls(urljoin(start, sheet.get("href")), set())


def _tag_urls(tag: StartTag) -> Iterator[str]:
    # Only <object> loads its data.
    names = [name for name in URL_ATTRIBUTES if name != "data" or tag.name == "object"]
    yield from filter(None, map(tag.get, names))
    for name in filter(tag.get, SRCSET_ATTRIBUTES):
        yield from (part.split()[0] for part in tag.get(name).split(",") if part.strip())
    if LOADING_LINKS & _relations(tag):
        yield tag.get("href")
    if tag.name in ("use", "image"):
        yield tag.get("href") or tag.get("xlink:href")
    yield from css_urls(tag.get("style"))


def _relations(tag: StartTag) -> set[str]:
    return set(tag.get("rel").lower().split()) if tag.name == "link" else set()


def css_urls(css: str) -> list[str]:
    return CSS_URL.findall(CSS_COMMENT.sub("", css))


def _stylesheet_urls(url: str, seen: set[str]) -> Iterator[str]:
    """Yield the addresses in a local stylesheet and its imports. Makes no requests."""
    if url in seen:
        return
    seen.add(url)
    for named in css_urls(static_text(url)):
        found = urljoin(url, named)
        yield found
        if urlsplit(found).path.endswith(".css"):
            yield from _stylesheet_urls(found, seen)


def static_text(url: str) -> str:
    """Return the text of a static file of this site; "" for any other address."""
    if not apps.is_installed("django.contrib.staticfiles"):
        return ""
    from django.contrib.staticfiles import finders
    from django.contrib.staticfiles.storage import staticfiles_storage

    base = staticfiles_storage.base_url or ""
    path = urlsplit(url).path
    if not base or not path.startswith(urlsplit(base).path):
        return ""
    name = unquote(path.removeprefix(urlsplit(base).path))
    try:
        if found := finders.find(name):
            return Path(found).read_text(encoding="utf-8", errors="replace")
        with staticfiles_storage.open(name) as file:
            return file.read().decode("utf-8", "replace")
    except (ImproperlyConfigured, OSError, ValueError):
        return ""
