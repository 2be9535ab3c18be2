"""Links of the old site's texts, which lead to our pages and documents."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

import swapper

from .conversion.addresses import is_picture

# As the converter and ``safe_html`` write them.
LINK = re.compile(r'<a href="([^"<>]*)">')
UPLOADS = "/wp-content/uploads/"


@dataclass(frozen=True)
class BodyLinks:
    """``page_for`` returns what has the id of a ``page`` and a ``fragment``, or None."""

    page_for: Callable[[str], Any]
    files: Callable[[str], Any]

    def in_rich_text(self, html: str) -> str:
        """Return rich text with links that Wagtail follows when pages and documents move.

        Such a link can't have a fragment, so one with a fragment has the address of the page.
        """
        return LINK.sub(self._rich_link, html)

    def in_html(self, html: str) -> str:
        """Return HTML that isn't rich text with the addresses of our pages and documents."""
        return LINK.sub(self._plain_link, html)

    def target(self, address: str) -> tuple[int | None, str]:
        """Return a page's id for its address, or the address to use."""
        link = self._link(address)
        if link is None:
            return None, address
        return (None, _page_url(link) or address) if link.fragment else (link.page, "")

    def _rich_link(self, found: re.Match[str]) -> str:
        address = unescape(found[1])
        page, url = self.target(address)
        if page is not None:
            return f'<a linktype="page" id="{page}">'
        document = self._document(url)
        if document is not None:
            return f'<a linktype="document" id="{document.pk}">'
        return _start_tag(url)

    def _plain_link(self, found: re.Match[str]) -> str:
        address = unescape(found[1])
        link = self._link(address)
        if link is not None:
            return _start_tag(_page_url(link) or address)
        document = self._document(address)
        return _start_tag(address if document is None else document.url)

    def _link(self, address: str) -> Any:
        return None if not address or address.startswith("#") else self.page_for(address)

    def _document(self, address: str) -> Any:
        # Only then: to ask for a file may fetch it.
        path = urlsplit(address).path if UPLOADS in address else ""
        return self.files(address) if UPLOADS in path and not is_picture(path) else None


def _start_tag(address: str) -> str:
    return f'<a href="{escape(address)}">'


def _page_url(link: Any) -> str:
    """Return the whole address of a page, with the fragment, or "" if it has none."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    page = pages.filter(pk=link.page).first()
    url = page.full_url if page else None
    return f"{url}#{link.fragment}" if url and link.fragment else url or ""
