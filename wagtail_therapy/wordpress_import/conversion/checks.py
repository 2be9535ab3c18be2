"""Pieces that we don't take apart, for a person to look at."""

from typing import TYPE_CHECKING

from wagtail_therapy.content.text.safe_html import safe_html

from . import markup
from .elements import MEDIA, Element, serialized
from .results import PLEASE_CHECK, Check, LeftOut

if TYPE_CHECKING:
    from .flow import Flow


def form(flow: "Flow", element: Element) -> None:
    flow.result.leave_out(LeftOut.FORM, element.name)
    if element.text() or element.first(*MEDIA):
        please_check(flow, Check.FORM, element)


def please_check(flow: "Flow", reason: Check, element: Element) -> None:
    """Write a piece that we don't take apart. Its images and recordings follow it."""
    for one in element.all("a"):
        one.attributes["href"] = flow.address(one.get("href"))
    name = element.get(markup.NAME)
    value = {"reason": str(reason), "html": safe_html(_with_itself(element)), "name": name}
    flow.emit((PLEASE_CHECK, value))
    flow.walk(element.all(*MEDIA))


def _with_itself(element: Element) -> str:
    inner = serialized(element)
    return f"<table>{inner}</table>" if element.name == "table" else inner


def reason_of(element: Element) -> Check:
    """Return the reason that is written in a mark, which the post may contain as well."""
    reasons = {str(one): one for one in Check}
    return reasons.get(element.get(markup.REASON), Check.UNKNOWN_BLOCK)
