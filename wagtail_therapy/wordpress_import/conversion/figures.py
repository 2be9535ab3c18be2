"""Figures and other wrappers that say what is in them."""

from typing import TYPE_CHECKING

from . import markup, tables, texts
from .addresses import is_picture
from .elements import TITLES, Element
from .results import LeftOut

if TYPE_CHECKING:
    from .flow import Flow

MOST_TITLE = 255


def figure(flow: "Flow", element: Element) -> None:
    caption = element.child("figcaption")
    below = caption.text() if caption else ""
    if caption:
        texts.leave_out_links(flow, caption)
    address = _embedded(element)
    owned = list(element.all("table", "video", "audio"))
    own = owned[0] if len(owned) == 1 and not element.has_words_beside(owned[0], caption) else None
    if address:
        flow.emit(*flow.context.media.embed(address, below))
    elif own and own.name == "table":
        tables.table(flow, own, below)
    elif own and not element.first("img"):
        flow.emit(*flow.context.media.recording(own, below))
    elif owned or not _pictures(flow, element, caption):
        _walk(flow, element, caption, below)


def _pictures(flow: "Flow", element: Element, caption: Element | None) -> bool:
    """Write a gallery or an image, and return whether the figure is one."""
    images = list(element.all("img"))
    is_gallery = "wp-block-gallery" in element.classes or len(images) > 1
    below = element.all("figcaption", "dd") if is_gallery else [caption]
    if not images or element.has_words_beside(*below):
        return False
    if is_gallery:
        flow.emit(*flow.context.media.gallery(element))
        return True
    if element.first("figure"):
        return False
    _note_link(flow, element)
    flow.emit(*flow.context.media.image(images[0], caption.text() if caption else ""))
    return True


def _walk(flow: "Flow", element: Element, caption: Element | None, below: str) -> None:
    flow.end_paragraph()
    flow.walk(one for one in element.children if one is not caption)
    flow.emit(("paragraph", markup.paragraph(below))) if below else flow.end_paragraph()


def _embedded(element: Element) -> str:
    if element.get(markup.MARK) == markup.EMBED:
        return element.get(markup.ADDRESS)
    if "wp-block-embed" not in element.classes or element.first("frame-of-others", "blockquote"):
        return ""
    words = " ".join(one for one in element.children if isinstance(one, str)).split()
    is_address = len(words) == 1 and words[0].startswith(("http://", "https://"))
    return words[0] if is_address else ""


def _note_link(flow: "Flow", element: Element) -> None:
    for one in element.elements:
        address = flow.address(one.get("href")) if one.name == "a" else ""
        if address and not is_picture(address):
            flow.result.leave_out(LeftOut.LINK_OF_BLOCK, address)


def division(flow: "Flow", element: Element) -> None:
    """Write what a wrapper with a telling class contains."""
    if "wp-block-file" in element.classes:
        _document(flow, element)
    elif "schema-faq-section" in element.classes:
        asked = element.child("strong")
        rest = [one for one in element.children if one is not asked]
        texts.question(flow, asked.text() if asked else "", rest)
    elif "wp-block-accordion-item" in element.classes:
        title = element.child(*TITLES)
        rest = [one for one in element.children if one is not title]
        texts.question(flow, title.text() if title else "", rest)
    else:
        flow.end_paragraph()
        flow.walk(element.children)
        flow.end_paragraph()


def _document(flow: "Flow", element: Element) -> None:
    links = list(element.all("a"))
    if element.has_words_beside(*links):
        flow.walk(element.children)
        return
    for one in links:
        if "wp-block-file__button" in one.classes:
            continue
        address, text = flow.address(one.get("href")), one.text()
        if address and len(text) <= MOST_TITLE:
            flow.result.files.append(address)
            flow.emit(("document", {"document": address, "text": text}))
        else:
            flow.walk([one])
