"""The body of a page as HTML, from the cache if all its blocks are the same for all visitors.

Our blocks are, but for those that say ``is_kept = False`` in their ``Meta``. A host's block is one
only if it says ``is_kept = True``.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from .caching import cached, request_key
from .citations import Citations
from .streamfield.values import block_types

PACKAGES = ("wagtail.", "wagtail_therapy.")
# Of Wagtail, such as "wagtailimages/…", and ours.
TEMPLATES = "wagtail"
ATTRIBUTE = "_therapy_is_kept"


def body_html(page: Any, context: dict[str, Any], request: HttpRequest | None) -> SafeString:
    """Return a page's body, rendered in the context of its template.

    The page's ``citations``, if it has some, are then numbered.
    """
    body, citations = page.body, context.get("citations") or Citations()
    if not (page.is_kept(request) and is_kept(body)):
        return body.render_as_block(context)

    def build() -> tuple[str, list[tuple[str, int, int]]]:
        return str(body.render_as_block(context)), citations.state

    key = ("body", page._meta.label, page.pk, *request_key(request))
    html, numbered = cached(key, build, request)
    citations.restore(numbered)
    return mark_safe(html)  # noqa: S308 -- blocks made it


def is_kept(stream: StreamValue) -> bool:
    """Whether all blocks that a stream uses are the same for all visitors."""
    known = stream.stream_block.child_blocks
    return all(is_kept_block(known[name]) for name in set(block_types(stream)) & known.keys())


def is_kept_block(block: Any) -> bool:
    """Whether a block is the same for all visitors, with all that may be in it."""
    known = vars(block)
    if ATTRIBUTE not in known:
        said = getattr(block.meta, "is_kept", None)
        known[ATTRIBUTE] = _is_ours(block) if said is None else said
    return known[ATTRIBUTE]


def _is_ours(block: Any) -> bool:
    template = getattr(block.meta, "template", None) or TEMPLATES
    is_ours = type(block).__module__.startswith(PACKAGES) and template.startswith(TEMPLATES)
    within = getattr(block, "child_blocks", {}).values()
    items = [block.child_block] if hasattr(block, "child_block") else []
    return is_ours and all(is_kept_block(one) for one in [*within, *items])
