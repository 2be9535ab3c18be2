"""Links of the old site's texts, which lead to our pages and documents."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

import swapper

from ..conversion.addresses import is_picture

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

        Such a link can't have a fragment, so one with a fragment has the path of the page.
        """
        return LINK.sub(self._rich_link, html)

    def in_html(self, html: str) -> str:
        """Return HTML that isn't rich text with the paths of our pages and documents."""
        return LINK.sub(self._plain_link, html)

    def of_button(self, address: str) -> Any:
        """Return the page that a button leads to, as ``page_for`` does."""
        return self._link(address)

    def _rich_link(self, found: re.Match[str]) -> str:
        address = unescape(found[1])
        link = self._link(address)
        if link is not None and link.fragment:
            return _start_tag(_path(link) or address)
        if link is not None:
            return f'<a linktype="page" id="{link.page}">'
        document = self._document(address)
        if document is not None:
            return f'<a linktype="document" id="{document.pk}">'
        return _start_tag(address)

    def _plain_link(self, found: re.Match[str]) -> str:
        address = unescape(found[1])
        link = self._link(address)
        if link is not None:
            return _start_tag(_path(link) or address)
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


def _path(link: Any) -> str:
    """Return the path of a page, with the fragment, or "" if it has none.

    Without a host, because many import on one host and go live on another.
    """
    page = swapper.load_model("wagtailcore", "Page").objects.filter(pk=link.page).first()
    parts = page.get_url_parts() if page else None
    path = parts[2] if parts else ""
    return f"{path}#{link.fragment}" if path and link.fragment else path or ""
