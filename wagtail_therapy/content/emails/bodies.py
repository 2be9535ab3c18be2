"""A body as an email shows it: each block in a form that works without scripts and forms."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.blocks import StreamValue

from wagtail_therapy.content.feeds.syndication import without_page_only_blocks
from wagtail_therapy.content.text.citations import Citations

from .html_writer import EmailHTMLWriter

REFERENCES_TEMPLATE = "wagtail_therapy/content/emails/references.html"


def email_pieces(
    body: StreamValue, references: Iterable[Any] | None = None, *, page: Any, page_url: str
) -> list[SafeString]:
    """Return a body, and the list of its references, as HTML elements that follow each other.

    A block is rendered with the ``email_template`` in its ``Meta`` if it has one. Blocks with
    ``is_for_pages_only`` are left out, such as forms.
    """
    citations = Citations(references, is_linked=False)
    context = {
        "page": page,
        "post_url": page_url,
        "citations": citations,
        "is_syndicated": True,
    }
    shown = without_page_only_blocks(body)
    html = citations.cite("\n".join(_block_html(child, context) for child in shown))
    listed = render_to_string(REFERENCES_TEMPLATE, context)
    return EmailHTMLWriter(page_url).pieces(f"{html}\n{listed}")


def _block_html(child: StreamValue.StreamChild, context: dict[str, Any]) -> str:
    template = getattr(child.block.meta, "email_template", None)
    if template is None:
        return child.render(context)
    return render_to_string(template, child.block.get_context(child.value, parent_context=context))
