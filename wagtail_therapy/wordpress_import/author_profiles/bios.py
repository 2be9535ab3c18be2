"""The bio of WordPress as our two: a short one in plain words, and a long one."""

import re

from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.content.text.excerpts import truncated

from ..conversion.converting import convert, plain_text
from ..conversion.results import Source
from ..conversion.rich_text import as_prose

# Two sentences, or three.
MOST_SHORT = 300
# Not after "Dr." and "e.g.".
SENTENCE_END = re.compile(r"(?<=\w\w\w)(?<!\bProf)[.!?…][\"”’»)]*(?=\s)|。")


@sensitive_variables()
def bios_of(html: str, base_url: str) -> tuple[str, str]:
    """Return the short bio, and the long one if that would say more."""
    text = plain_text(html)
    rich, _others = as_prose(convert(html, Source(address=base_url)).blocks)
    short = shortened(text)
    return short, rich if short != text or "<a " in rich else ""


@sensitive_variables()
def shortened(text: str) -> str:
    """Return a text up to the end of a sentence."""
    if len(text) <= MOST_SHORT:
        return text
    ends = [end for one in SENTENCE_END.finditer(text) if (end := one.end()) <= MOST_SHORT]
    return text[: ends[-1]] if ends else truncated(text)
