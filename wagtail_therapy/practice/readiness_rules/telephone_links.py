from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import RichTextBlock
from wagtail.models import Site

from wagtail_therapy.content.streamfield.values import values_within
from wagtail_therapy.content.text.html_parser import StartTagParser
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.site_pages import edit_url, pages_with_block
from wagtail_therapy.practice.telephone import dialled


@rule(
    effort=Effort.READING,
    success_message=gettext_lazy("Telephone numbers that your texts link to can be dialled."),
)
def telephone_links(site: Site) -> Iterator[Finding]:
    """Find links with wrong telephone numbers, because Wagtail accepts any text as a number."""
    region = PracticeSettings.read(site).phone_region
    for page, field in pages_with_block(site, RichTextBlock):
        body = getattr(page, field.name)
        for text in values_within(field.stream_block, body, _is_rich_text):
            yield from (_finding(page, link) for link in wrong_links(text.source, region))


def wrong_links(html: str, region: str) -> list[str]:
    """Return the ``tel:`` and ``sms:`` addresses in rich text with a wrong number."""
    found = (tag.get("href") for tag in StartTagParser(html).found if tag.name == "a")
    return [href for href in found if _is_wrong(href, region)]


def _is_wrong(href: str, region: str) -> bool:
    scheme, _colon, number = href.partition(":")
    if scheme.lower() not in ("tel", "sms"):
        return False
    number = unquote(number.partition("?")[0]).partition(";")[0]
    right = dialled(number, region)
    # A telephone ignores only brackets and hyphens, so it dials the 0 of +44 (0)20.
    digits = "".join(filter(str.isdecimal, number))
    return not right or (number.startswith("+") and right != f"+{digits}")


def _is_rich_text(block: Any, value: Any) -> bool:
    return isinstance(block, RichTextBlock) and value is not None


def _finding(page: Any, link: str) -> Finding:
    message = _(
        "“%(title)s” links to %(link)s, which a telephone can’t dial. Write the number with its "
        "country code and digits only, such as +442079460000."
    )
    values = {"title": page.title, "link": link[:60]}
    return Finding("telephone_link", Level.WARNING, message % values, edit_url(page))
