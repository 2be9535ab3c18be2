from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site

from wagtail_therapy.content.blocks.please_check import PleaseCheckBlock, is_piece_to_check
from wagtail_therapy.content.streamfield.values import values_within
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url, pages_with_block


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("No page has pieces of an old site that you have to look at."),
)
def pieces_to_check(site: Site) -> Iterator[Finding]:
    """Find pages with pieces that an import kept as HTML."""
    for page, field in pages_with_block(site, PleaseCheckBlock):
        number = _number(field.stream_block, getattr(page, field.name))
        if number:
            message = ngettext(
                "“%(title)s” has a piece of your old site that you should look at.",
                "“%(title)s” has %(number)d pieces of your old site that you should look at.",
                number,
            ) % {"title": page.title, "number": number}
            yield Finding("please_check", Level.WARNING, message, edit_url(page))


def _number(block: Any, body: Any) -> int:
    return len(list(values_within(block, body, is_piece_to_check)))
