"""Turns the content of a post into our blocks."""

import re

from . import block_comments, divi, enclosures, footnotes, markup, sanitising, wpbakery
from .core_shortcodes import CoreShortcodes
from .elements import TITLES, Element, parsed
from .flow import Context, Flow
from .gutenberg import Gutenberg
from .results import PLEASE_CHECK, Block, Check, Conversion, LeftOut, Source
from .shortcodes import Around, Shortcode, replaced

# Of one post. A book has a million.
MOST_CHARACTERS = 6_000_000
DIVI_4_COPY = "_et_pb_divi_4_content"
MORE = re.compile(r"<!--more[^<>]{0,300}-->|<!--(nextpage)-->")
ICON = re.compile(r'<span class="wp-block-accordion-heading__toggle-icon"[^<>]*>[^<>]*</span>')
UNSEEN = re.compile(r"<(script|style|svg|noscript|template|canvas|xml)(?=[\s>])", re.IGNORECASE)
LANGUAGE = re.compile(r'<[a-z][^<>]*\s(?:lang|dir)="')
KINDS = {
    "script": LeftOut.SCRIPT,
    "style": LeftOut.STYLE,
    "svg": LeftOut.DRAWING,
    "canvas": LeftOut.DRAWING,
    "noscript": LeftOut.FALLBACK,
    "template": LeftOut.FALLBACK,
    "xml": LeftOut.FALLBACK,
}
# Below the title of the page.
TOP_LEVEL = 2


def convert(content: str, source: Source | None = None) -> Conversion:
    """Return the blocks of a post's content, whatever editor it was written with.

    All its words are in the blocks, in their order, except those that the old site didn't show.
    What isn't understood is a block "please_check" with sanitised HTML; what is left out is
    counted. Nothing is fetched. It takes seconds at most, however hostile the content is, and
    never raises.
    """
    source = source or Source()
    result = _converted(content[:MOST_CHARACTERS], source)
    copy = source.meta.get(DIVI_4_COPY, "")
    if copy and not result.blocks and "wp:divi/" in content:
        result = _converted(copy[:MOST_CHARACTERS], source)
    if len(content) > MOST_CHARACTERS:
        result.blocks.append(_too_much())
    return result


def plain_text(html: str) -> str:
    """Return the words of a title or an excerpt on one line."""
    if not {"<", "&"} & set(html):
        return " ".join(html.split())
    flat, _lost = sanitising.flattened(html[:MOST_CHARACTERS])
    return parsed(sanitising.clean(flat)).text()


def _converted(content: str, source: Source) -> Conversion:
    result = Conversion()
    notes = footnotes.Footnotes(source.meta.get(footnotes.KEY, ""), result)
    is_classic = not block_comments.is_made_of_blocks(content)
    html = divi.prepared(MORE.sub(_mark, content), result)
    if not is_classic:
        html = ICON.sub("", Gutenberg(source, result).html(html))
    html = notes.marked(_without_shortcodes(html, source, result))
    html += enclosures.recording_below(content, source) + notes.finish()
    for found in UNSEEN.finditer(html):
        result.leave_out(KINDS[found[1].lower()])
    flat, lost = sanitising.flattened(html)
    cleaned = sanitising.clean(flat)
    result.leave_out(LeftOut.LANGUAGE, number=len(LANGUAGE.findall(cleaned)))
    root = parsed(cleaned)
    flow = Flow(Context(source, result, _jumps(root)), has_lines=is_classic)
    flow.walk(root.children)
    result.blocks = _with_levels(flow.finish())
    if lost:
        result.leave_out(LeftOut.FORMATTING, "nesting", lost)
        result.blocks.append(_too_much())
    return result


def _mark(comment: re.Match[str]) -> str:
    return markup.marked(markup.PAGE if comment[1] else markup.MORE)


def _without_shortcodes(html: str, source: Source, result: Conversion) -> str:
    core = CoreShortcodes(source, result)
    divi_modules = divi.Divi(source, result)
    bakery = wpbakery.WPBakery(source, result)

    def handle(shortcode: Shortcode) -> str | Around | None:
        if shortcode.name.startswith(divi.PREFIX):
            return divi_modules.handle(shortcode)
        if shortcode.name.startswith(wpbakery.PREFIX):
            return bakery.handle(shortcode)
        return core.handle(shortcode)

    found = replaced(html, handle)
    return divi.with_brackets(found) if divi.PREFIX in html else found


def _jumps(root: Element) -> dict[str, str]:
    """Return the text of each heading by the ids in it."""
    jumps: dict[str, str] = {}
    for heading in root.all(*TITLES):
        inner = [one for one in heading.all("a") if one.get("id") or one.get("name")]
        for one in [heading, *inner]:
            for written in filter(None, (one.get("id"), one.get("name"))):
                jumps.setdefault(written, heading.text())
    return jumps


def _with_levels(blocks: list[Block]) -> list[Block]:
    """Return the blocks with headings and subheadings. The first one can't be a subheading."""
    levels = [value["level"] for name, value in blocks if name == "heading"]
    top = max(TOP_LEVEL, min(levels, default=TOP_LEVEL))
    leveled: list[Block] = []
    has_heading = False
    for name, value in blocks:
        if name != "heading":
            leveled.append((name, value))
            continue
        is_top = value["level"] <= top or not has_heading
        has_heading = True
        leveled.append(("heading" if is_top else "subheading", {"text": value["text"]}))
    return leveled


def _too_much() -> Block:
    return PLEASE_CHECK, {"reason": str(Check.TOO_DEEP), "html": "", "name": ""}
