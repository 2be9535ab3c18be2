"""The parts of a text that are blocks of their own: headings, lists, quotations, questions."""

from collections.abc import Iterator
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from . import markup, tables
from .elements import Element, serialized
from .prose import BREAK, TAG
from .results import PLEASE_CHECK, Block, Check, LeftOut
from .sanitising import shown

if TYPE_CHECKING:
    from .flow import Flow

MOST_HEADING = MOST_QUESTION = MOST_ATTRIBUTION = MOST_TITLE = 255
MEDIA = ("img", "video", "audio", "frame-of-others", "object")
# What isn't only words. In a quotation or in a cell it has no place.
STRUCTURE = ("ul", "ol", "table", "pre", "blockquote", "details", "dl", "hr", "form", "figure")
TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
PICTURES = {"wp-block-gallery", "blocks-gallery-grid"}


def heading(flow: "Flow", element: Element) -> None:
    text = element.text()
    _leave_out_links(flow, element)
    if text and len(text) <= MOST_HEADING:
        flow.emit(("heading", {"text": text, "level": int(element.name[1])}))
    elif text:
        flow.emit(("paragraph", f"<p><b>{escape(text, quote=False)}</b></p>"))
    _emit_media(flow, element)


def _leave_out_links(flow: "Flow", element: Element) -> None:
    for one in element.all("a"):
        if one.get("href") and one.text() and (address := flow.address(one.get("href"))):
            flow.result.leave_out(LeftOut.LINK_OF_BLOCK, address)


def _emit_media(flow: "Flow", element: Element) -> None:
    for one in element.all(*MEDIA):
        flow.walk([one])


def listing(flow: "Flow", element: Element) -> None:
    if element.classes & PICTURES and element.first("img"):
        flow.emit(*flow.context.media.gallery(element))
        return
    if element.get("start") not in {"", "1"}:
        flow.result.leave_out(LeftOut.LIST_START, element.get("start"))
    html, extras = _list(flow, element)
    items = [item for item, is_simple in html if is_simple]
    if html and len(items) == len(html):
        style = "numbers" if element.name == "ol" else "bullets"
        value = {"style": style, "items": [f"<p>{item}</p>" for item in items]}
        flow.emit(("list", value))
    elif html:
        written = "".join(f"<li>{item}</li>" for item, _is_simple in html)
        flow.emit(("paragraph", f"<{element.name}>{written}</{element.name}>"))
    flow.emit(*extras)


def _list(flow: "Flow", element: Element) -> tuple[list[tuple[str, bool]], list[Block]]:
    """Return the items, each with whether it is one text, and what has no place in a list."""
    items: list[tuple[str, bool]] = []
    extras: list[Block] = []
    for children in _items(element):
        rich, others = as_prose(flow.part(children))
        extras += others
        html = rich.removeprefix("<p>").replace("</p><p>", BREAK)
        html = html.replace("</p>", "", 1) if rich.startswith("<p>") else html
        if html:
            items.append((html.replace("<p>", BREAK).replace("</p>", ""), "<li>" not in html))
    return items, extras


def _items(element: Element) -> Iterator[list[Element | str]]:
    """Yield what is in each item. What people put between the items is one too."""
    for one in element.children:
        if isinstance(one, Element) and one.name == "li":
            yield one.children
        elif isinstance(one, Element) or one.strip():
            yield [one]


def as_prose(blocks: list[Block]) -> tuple[str, list[Block]]:
    """Return blocks as rich text, and those that can't be."""
    rich: list[str] = []
    others: list[Block] = []
    for name, value in blocks:
        written = _rich(name, value)
        if written:
            rich.append(written)
        else:
            others.append((name, value))
    return "".join(rich), others


def _rich(name: str, value: Any) -> str:
    match name:
        case "paragraph":
            return value
        case "heading":
            return f"<p><b>{escape(value['text'], quote=False)}</b></p>"
        case "list":
            kind = "ol" if value["style"] == "numbers" else "ul"
            items = [item.removeprefix("<p>").removesuffix("</p>") for item in value["items"]]
            return f"<{kind}>{''.join(f'<li>{item}</li>' for item in items)}</{kind}>"
        case "quote":
            texts = [*value["text"].split("\n\n"), value["attribution"]]
            return "".join(markup.paragraph(text) for text in texts)
        case "button":
            return markup.link(value["url"], value["text"])
    return ""


def quote(flow: "Flow", element: Element) -> None:
    if element.first(*STRUCTURE, *MEDIA, *TITLES):
        flow.end_paragraph()
        flow.walk(element.children)
        flow.end_paragraph()
        return
    attribution, children = _attribution(element)
    _leave_out_links(flow, element)
    rich, _others = as_prose(flow.part(children))
    text = _plain(rich)
    if not text or len(attribution) > MOST_ATTRIBUTION:
        written = _plain_paragraphs(text) + markup.paragraph(attribution)
        flow.emit(("paragraph", written)) if written else None
    else:
        flow.emit(("quote", {"text": text, "attribution": attribution}))


def _attribution(element: Element) -> tuple[str, list[Element | str]]:
    """Return who said it, and the rest. It is in an element of its own at the end."""
    last = next(
        (one for one in reversed(element.children) if isinstance(one, Element) and one.text()), None
    )
    after = element.children.index(last) + 1 if last else 0
    is_last = last and not any(
        isinstance(one, str) and one.strip() for one in element.children[after:]
    )
    cited = last if last and last.name == "cite" else last and last.first("cite")
    if not is_last or not cited or cited.text() != last.text():
        return "", element.children
    return cited.text(), [one for one in element.children if one is not last]


def _plain(rich: str) -> str:
    """Return rich text as plain text, with an empty line between paragraphs."""
    lines = rich.replace("</p>", "\n\n").replace(BREAK, "\n")
    return unescape(TAG.sub("", lines)).strip()


def _plain_paragraphs(text: str) -> str:
    return "".join(markup.paragraph(one) for one in text.split("\n\n"))


def preformatted(flow: "Flow", element: Element) -> None:
    """Write a text whose spaces and lines are kept."""
    flow.result.leave_out(LeftOut.FORMATTING, element.name)
    raw = "".join(_raw(element)).strip("\n")
    lines = [line.replace("\t", "    ").replace("  ", "\xa0 ") for line in raw.split("\n")]
    lines = [f"\xa0{line[1:]}" if line.startswith(" ") else line.rstrip() for line in lines]
    written = BREAK.join(escape(line, quote=False) for line in lines)
    if raw.strip():
        flow.emit(("paragraph", f"<p>{written}</p>"))
    _emit_media(flow, element)


def _raw(element: Element) -> Iterator[str]:
    for one in element.children:
        if isinstance(one, str):
            yield one
        elif one.name == "br":
            yield "\n"
        else:
            yield from _raw(one)


def details(flow: "Flow", element: Element) -> None:
    summary = element.first("summary")
    rest = [one for one in element.children if one is not summary]
    question(flow, summary.text() if summary else "", rest)


def question(flow: "Flow", asked: str, children: list[Element | str]) -> None:
    """Write a question with its answer, or a heading if the answer isn't one text."""
    answer, extras = as_prose(flow.part(children))
    if asked and answer and len(asked) <= MOST_QUESTION:
        flow.emit(("faq", {"questions": [{"question": asked, "answer": answer}]}))
    else:
        rich = f"<p><b>{escape(asked, quote=False)}</b></p>" if asked else ""
        flow.emit(("paragraph", rich + answer)) if rich + answer else flow.end_paragraph()
    flow.emit(*extras)


def definitions(flow: "Flow", element: Element) -> None:
    flow.end_paragraph()
    for one in element.children:
        is_term = isinstance(one, Element) and one.name == "dt"
        if is_term:
            flow.prose.open("b", "<b>")
        flow.walk(one.children if isinstance(one, Element) and one.name in {"dt", "dd"} else [one])
        flow.end_paragraph()
        if is_term:
            flow.prose.close()


def table(flow: "Flow", element: Element, caption: str = "") -> None:
    own = next((one for one in element.elements if one.name == "caption"), None)
    title = caption or (own.text() if own else "")
    rows = [tables.cells_of(row) for row in tables.rows_of(element)]
    if all(len(row) <= 1 for row in rows):
        _arranged(flow, title, rows)
        return
    value = None
    if not element.first(*STRUCTURE, *MEDIA, *TITLES) and len(title) <= MOST_TITLE:
        value = tables.value(element, title, lambda cell: _cell(flow, cell))
    if value:
        flow.emit(("table", value))
    else:
        please_check(flow, Check.TABLE, element)
        if caption:
            flow.emit(("paragraph", markup.paragraph(caption)))


def _arranged(flow: "Flow", title: str, rows: list[list[Element]]) -> None:
    """Write a table of one column, which only arranges what is in it."""
    for row in rows:
        for cell in row:
            flow.end_paragraph()
            flow.walk(cell.children)
    flow.end_paragraph()
    if title:
        flow.emit(("paragraph", markup.paragraph(title)))


def _cell(flow: "Flow", cell: Element) -> str | None:
    rich, others = as_prose(flow.part(cell.children))
    is_one = rich.count("<p>") <= 1 and "<li>" not in rich and not others
    return rich.removeprefix("<p>").removesuffix("</p>") if is_one else None


def form(flow: "Flow", element: Element) -> None:
    flow.result.leave_out(LeftOut.FORM, element.name)
    if element.text() or element.first(*MEDIA):
        please_check(flow, Check.FORM, element)


def please_check(flow: "Flow", reason: Check, element: Element) -> None:
    """Write a piece that we don't take apart. Its images and recordings follow it."""
    for one in element.all("a"):
        flow.address(one.get("href"))
    name = element.get(markup.NAME)
    value = {"reason": str(reason), "html": shown(_with_itself(element)), "name": name}
    flow.emit((PLEASE_CHECK, value))
    _emit_media(flow, element)


def _with_itself(element: Element) -> str:
    inner = serialized(element)
    return f"<table>{inner}</table>" if element.name == "table" else inner


def figure(flow: "Flow", element: Element) -> None:
    caption = next((one for one in element.elements if one.name == "figcaption"), None)
    below = caption.text() if caption else ""
    if caption:
        _leave_out_links(flow, caption)
    media = flow.context.media
    images = list(element.all("img"))
    own = element.first("table", "video", "audio", "frame-of-others")
    if address := _embedded(element):
        flow.emit(*media.embed(address, below))
    elif own and own.name == "table":
        table(flow, own, below)
    elif own and own.name in {"video", "audio"}:
        flow.emit(*media.recording(own, below))
    elif "wp-block-gallery" in element.classes or len(images) > 1:
        flow.emit(*media.gallery(element))
    elif images and not _words_beside(element, caption):
        _note_link(flow, element)
        flow.emit(*media.image(images[0], below))
    else:
        flow.end_paragraph()
        flow.walk(one for one in element.children if one is not caption)
        flow.emit(("paragraph", markup.paragraph(below))) if below else flow.end_paragraph()


def _embedded(element: Element) -> str:
    if element.get(markup.MARK) == markup.EMBED:
        return element.get(markup.ADDRESS)
    if "wp-block-embed" not in element.classes or element.first("frame-of-others", "blockquote"):
        return ""
    words = " ".join(one if isinstance(one, str) else "" for one in element.children).split()
    return words[0] if words and words[0].startswith(("http://", "https://")) else ""


def _words_beside(element: Element, caption: Element | None) -> bool:
    others = Element("figure", {}, [one for one in element.children if one is not caption])
    return bool(others.text())


def _note_link(flow: "Flow", element: Element) -> None:
    for one in element.elements:
        if one.name == "a" and (address := flow.address(one.get("href"))):
            if not address.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")):
                flow.result.leave_out(LeftOut.LINK_OF_BLOCK, address)


def division(flow: "Flow", element: Element) -> None:
    """Write what a wrapper with a telling class contains."""
    if "wp-block-file" in element.classes:
        _document(flow, element)
    elif "schema-faq-section" in element.classes:
        asked = element.first("strong")
        rest = [one for one in element.children if one is not asked]
        question(flow, asked.text() if asked else "", rest)
    elif "wp-block-accordion-item" in element.classes:
        title = element.first(*TITLES)
        rest = [one for one in element.children if one is not title]
        question(flow, title.text() if title else "", rest)
    else:
        flow.end_paragraph()
        flow.walk(element.children)
        flow.end_paragraph()


def _document(flow: "Flow", element: Element) -> None:
    links = [one for one in element.all("a") if "wp-block-file__button" not in one.classes]
    for one in links:
        address, text = flow.address(one.get("href")), one.text()
        if address and len(text) <= MOST_TITLE:
            flow.result.files.append(address)
            flow.emit(("document", {"document": address, "text": text}))
        else:
            flow.walk([one])
