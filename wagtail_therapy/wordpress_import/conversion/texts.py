"""Headings, quotations, questions and other texts that are blocks of their own."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from . import markup
from .elements import MEDIA, STRUCTURE, TITLES, Element
from .prose import BREAK
from .results import LeftOut
from .rich_text import as_prose, plain, plain_paragraphs

if TYPE_CHECKING:
    from .flow import Flow

MOST_HEADING = MOST_QUESTION = MOST_ATTRIBUTION = 255


def heading(flow: "Flow", element: Element) -> None:
    text = element.text()
    leave_out_links(flow, element)
    if text and len(text) <= MOST_HEADING:
        flow.emit(("heading", {"text": text, "level": int(element.name[1])}))
    elif text:
        flow.emit(("paragraph", f"<p><b>{escape(text, quote=False)}</b></p>"))
    flow.walk(element.all(*MEDIA))


def leave_out_links(flow: "Flow", element: Element) -> None:
    for one in element.all("a"):
        if one.get("href") and one.text() and (address := flow.address(one.get("href"))):
            flow.result.leave_out(LeftOut.LINK_OF_BLOCK, address)


def quote(flow: "Flow", element: Element) -> None:
    if element.first(*STRUCTURE, *MEDIA, *TITLES):
        flow.end_paragraph()
        flow.walk(element.children)
        flow.end_paragraph()
        return
    attribution, children = _attribution(element)
    leave_out_links(flow, element)
    rich, others = as_prose(flow.part(children))
    text = plain(rich)
    if not text or len(attribution) > MOST_ATTRIBUTION:
        written = plain_paragraphs(text) + markup.paragraph(attribution)
        flow.emit(("paragraph", written)) if written else None
    else:
        flow.emit(("quote", {"text": text, "attribution": attribution}))
    flow.emit(*others)


def _attribution(element: Element) -> tuple[str, list[Element | str]]:
    """Return who said it, and the rest. It is in an element of its own at the end."""
    last = next(
        (one for one in reversed(element.children) if isinstance(one, Element) and one.text()), None
    )
    if last is None or _has_words_after(element, last):
        return "", element.children
    cited = last if last.name == "cite" else last.first("cite")
    if cited is None or cited.text() != last.text():
        return "", element.children
    return cited.text(), [one for one in element.children if one is not last]


def _has_words_after(element: Element, last: Element) -> bool:
    after = [one is last for one in element.children].index(True) + 1
    return any(isinstance(one, str) and one.strip() for one in element.children[after:])


def preformatted(flow: "Flow", element: Element) -> None:
    """Write a text whose spaces and lines are kept."""
    flow.result.leave_out(LeftOut.FORMATTING, element.name)
    raw = "".join(_raw(element)).strip("\n")
    lines = [line.replace("\t", "    ").replace("  ", "\xa0 ") for line in raw.split("\n")]
    lines = [f"\xa0{line[1:]}" if line.startswith(" ") else line.rstrip() for line in lines]
    written = BREAK.join(escape(line, quote=False) for line in lines)
    if raw.strip():
        flow.emit(("paragraph", f"<p>{written}</p>"))
    flow.walk(element.all(*MEDIA))


def _raw(element: Element) -> Iterator[str]:
    for one in element.children:
        if isinstance(one, str):
            yield one
        elif one.name == "br":
            yield "\n"
        else:
            yield from _raw(one)


def details(flow: "Flow", element: Element) -> None:
    summary = element.child("summary")
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
