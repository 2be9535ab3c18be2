"""Links and buttons."""

from html import escape
from typing import TYPE_CHECKING

from wagtail_therapy.content.text.anchors import anchor

from . import markup
from .addresses import is_picture, linked
from .elements import Element
from .results import LeftOut

if TYPE_CHECKING:
    from .flow import Context, Flow

BUTTON_CLASSES = {"wp-block-button__link", "wp-element-button", "elementor-button", "et_pb_button"}
BUTTON_CLASSES |= {"elementor-button-link"}
MOST_BUTTON = 100


def link(flow: "Flow", element: Element) -> None:
    if _is_button(element) and element.text():
        _button(flow, element)
        return
    address = flow.address(element.get("href"))
    if not address:
        flow.walk(element.children)
    elif not element.text() and element.first("img"):
        _link_of_image(flow, address, element)
    else:
        flow.prose.open("a", f'<a href="{escape(address)}">')
        flow.walk(element.children)
        flow.prose.close()


def _link_of_image(flow: "Flow", address: str, element: Element) -> None:
    if not is_picture(address):
        flow.result.leave_out(LeftOut.LINK_OF_BLOCK, address)
    flow.walk(element.children)


def _button(flow: "Flow", element: Element) -> None:
    address, text = flow.address(element.get("href")), element.text()
    if address.startswith("http") and len(text) <= MOST_BUTTON:
        flow.emit(("button", {"text": text, "page": None, "url": address}))
    elif address:
        linked = f'<a href="{escape(address)}">{escape(text, quote=False)}</a>'
        flow.emit(("paragraph", f"<p>{linked}</p>"))
    else:
        flow.emit(("paragraph", markup.paragraph(text)))


def address(context: "Context", written: str) -> str:
    """Return a whole address for a link, and note it, or "" if it leads nowhere."""
    if written.startswith("#"):
        text = context.jumps.get(written[1:])
        if text is None:
            context.result.leave_out(LeftOut.JUMP)
        return f"#{anchor(text)}" if text else ""
    whole = linked(written, context.source.address)
    if whole:
        context.result.links.append(whole)
    elif written:
        context.result.leave_out(LeftOut.LINK, written[:200])
    return whole


def _is_button(element: Element) -> bool:
    is_marked = element.get(markup.MARK) == markup.BUTTON or element.get("role") == "button"
    return is_marked or bool(element.classes & BUTTON_CLASSES)
