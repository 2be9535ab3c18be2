"""A body outside of its page: in a feed, or in a mail."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from .citations import Citations

ADDRESSES = ("href", "src", "poster")
# Nothing in these can be used there, or may be run.
USELESS = ["script", "style", "form", "button", "template"]


def render_elsewhere(
    body: StreamValue,
    references: Iterable[Any] | None = None,
    *,
    page_url: str,
    context: dict[str, Any] | None = None,
) -> SafeString:
    """Return a body whose links and images lead to the site, and citations to the page's list.

    Videos and recordings are links to themselves, and there is no script. Blocks whose ``Meta``
    says ``is_for_pages_only``, forms for instance, are left out.
    """
    shared = {"citations": Citations(references, base_url=page_url), "is_elsewhere": True}
    html = _useful(body).render_as_block((context or {}) | shared)
    return mark_safe(absolute(html, page_url))  # noqa: S308 -- HTML as the templates gave it


def _useful(body: StreamValue) -> StreamValue:
    kept = [one for one in body if not getattr(one.block.meta, "is_for_pages_only", False)]
    return StreamValue(body.stream_block, [(one.block_type, one.value, one.id) for one in kept])


def absolute(html: str, page_url: str) -> str:
    """Return HTML of a page with addresses that hold anywhere, without what works there only."""
    soup = BeautifulSoup(html, "html.parser")
    for useless in soup(USELESS):
        useless.decompose()
    for name in ADDRESSES:
        for tag in soup.select(f"[{name}]"):
            tag[name] = _joined(page_url, str(tag[name]))
    for tag in soup.select("[srcset]"):
        sources = filter(str.strip, str(tag["srcset"]).split(","))
        tag["srcset"] = ", ".join(_absolute_source(source, page_url) for source in sources)
    return str(soup).strip()


def _absolute_source(source: str, page_url: str) -> str:
    address, *size = source.split()
    return " ".join([_joined(page_url, address), *size])


def _joined(page_url: str, address: str) -> str:
    try:
        return urljoin(page_url, address)
    except ValueError:
        # "http://[your-site]/" leads nowhere on the page either.
        return address
