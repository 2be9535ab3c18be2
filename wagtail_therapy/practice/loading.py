"""What a browser loads by itself when it shows a page: not what it links to."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

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
SOURCES = ["src", "poster", "background", "data"]
SOURCE_SETS = ["srcset", "imagesrcset"]
IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def loaded_by(html: str, page_url: str) -> Iterator[str]:
    """Yield the absolute addresses, of local stylesheets also those that they name."""
    soup = BeautifulSoup(html, "html.parser")
    base = soup.select_one("base[href]")
    start = urljoin(page_url, str(base["href"])) if base else page_url
    for url in _named(soup):
        yield urljoin(start, url)
    for sheet in soup.select("link[rel~=stylesheet][href]"):
        yield from _loaded_by_stylesheet(urljoin(start, str(sheet["href"])), set())


def _named(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(True):
        # Only <object> loads its data.
        names = [name for name in SOURCES if name != "data" or tag.name == "object"]
        yield from (str(tag[name]) for name in names if tag.get(name))
        for name in filter(tag.get, SOURCE_SETS):
            yield from (part.split()[0] for part in str(tag[name]).split(",") if part.strip())
        if tag.name == "link" and LOADING_LINKS & {one.lower() for one in tag.get("rel") or []}:
            yield str(tag.get("href") or "")
        if tag.name in ("use", "image"):
            yield str(tag.get("href") or tag.get("xlink:href") or "")
        yield from in_css(str(tag.get("style") or ""))
    for style in soup.find_all("style"):
        yield from in_css(style.get_text())


def in_css(css: str) -> list[str]:
    return IN_CSS.findall(COMMENT.sub("", css))


def _loaded_by_stylesheet(url: str, seen: set[str]) -> Iterator[str]:
    """Read a stylesheet of ours, and those that it imports; nothing is asked of anybody."""
    if url in seen:
        return
    seen.add(url)
    for named in in_css(static_text(url)):
        found = urljoin(url, named)
        yield found
        if urlsplit(found).path.endswith(".css"):
            yield from _loaded_by_stylesheet(found, seen)


def static_text(url: str) -> str:
    """Return the text of a static file of this site; "" for what is none."""
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
