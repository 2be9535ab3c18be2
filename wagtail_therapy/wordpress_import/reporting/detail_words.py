"""What a report says about one item beside the reason: which parts, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_therapy.content.blocks.please_check import REASONS

from ..conversion.results import LeftOut
from ..media.failures import Failure
from .report_words import Reason

LEFT_OUT: dict[Any, Any] = {
    LeftOut.SCRIPT: _("a script"),
    LeftOut.STYLE: _("styles"),
    LeftOut.DRAWING: _("a drawing"),
    LeftOut.SEPARATOR: _("a line between parts"),
    LeftOut.FORMATTING: _("how words looked"),
    LeftOut.LANGUAGE: _("the language of some words"),
    LeftOut.LIST_START: _("the first number of a list"),
    LeftOut.LINK: _("an address that can’t be opened"),
    LeftOut.LINK_OF_BLOCK: _("the link of a heading, quotation or image"),
    LeftOut.JUMP: _("a link within the page"),
    LeftOut.IMAGE: _("an image without an address"),
    LeftOut.DYNAMIC: _("something that the old site made itself"),
    LeftOut.FORM: _("a form"),
    LeftOut.SHORTCODE: _("a shortcode"),
    LeftOut.BLOCK: _("settings of a block"),
    LeftOut.NOTE: _("a footnote"),
    LeftOut.FALLBACK: _("what only old browsers show"),
    LeftOut.HIDDEN: _("something that the old site didn’t show"),
}
NO_ANSWER = _("no answer, or none in time")
NO_PICTURE = _("it’s no picture that we can show")
NOT_ASKED = _("it’s not on the old site itself or Gravatar")
TOO_LARGE = _("it’s too large")
PICTURE_FAILED: dict[Any, Any] = {
    **dict.fromkeys((Failure.UNREACHABLE, Failure.TIMEOUT, Failure.BROKEN_OFF), NO_ANSWER),
    **dict.fromkeys((Failure.KIND, Failure.ACTIVE_CONTENT, Failure.NOT_AN_IMAGE), NO_PICTURE),
    **dict.fromkeys((Failure.OTHER_HOST, Failure.ADDRESS, Failure.PRIVATE_ADDRESS), NOT_ASKED),
    **dict.fromkeys((Failure.TOO_LARGE, Failure.TOTAL_SIZE, Failure.TOO_MANY_PIXELS), TOO_LARGE),
    Failure.DAMAGED: NO_PICTURE,
    Failure.STATUS: _("the old site refuses it"),
    Failure.REDIRECTS: _("the old site sends us round in circles"),
    Failure.FIELDS: _("it couldn’t be saved as an image of this site"),
    Failure.COLLECTION: _("the collection that you chose was deleted"),
    Failure.DELETED: _("it was deleted here"),
}
WORDS: dict[Any, Mapping[Any, Any]] = {
    Reason.PLEASE_CHECK: dict(REASONS),
    Reason.LEFT_OUT: LEFT_OUT,
    Reason.PICTURE_FAILED: PICTURE_FAILED,
}


def detail_text(reason: str, detail: str) -> str:
    """Return the detail of a line of the report. Some are names of parts, others addresses."""
    words = WORDS.get(reason)
    if not words:
        return detail
    return "; ".join(_part(words, part) for part in detail.split(", "))


def _part(words: Mapping[Any, Any], part: str) -> str:
    kind, _space, name = part.partition(" ")
    if kind not in words:
        return part
    return f"{words[kind]} ({name})" if name else str(words[kind])
