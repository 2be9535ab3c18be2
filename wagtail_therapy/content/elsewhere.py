"""A body outside of its page: in a feed, or in a mail."""

import re
from collections.abc import Iterable
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from .citations import TAG, Citations

ADDRESS = re.compile(r'(\s(?:href|src|poster)=")([^"]*)(?=")')


def render_elsewhere(
    body: StreamValue, references: Iterable | None = None, *, page_url: str
) -> SafeString:
    """Return a body whose links and images lead to the site, and citations to the page's list.

    Videos and recordings are links to themselves, and there is no script.
    """
    citations = Citations(references, base_url=page_url)
    html = body.render_as_block({"citations": citations, "is_elsewhere": True})
    pieces = (_absolute(piece, page_url) for piece in TAG.split(html))
    return mark_safe("".join(pieces))  # noqa: S308 -- HTML as the blocks' templates gave it


def _absolute(piece, page_url):
    if not piece.startswith("<"):
        return piece
    return ADDRESS.sub(lambda found: found[1] + urljoin(page_url, found[2]), piece)
