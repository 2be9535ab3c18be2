"""What an editor pastes, and what becomes of it, in a short notation."""

from pathlib import Path

from playwright.sync_api import expect

CLIPBOARDS = Path(__file__).parent / "clipboards"
SIGNS = {"BOLD": ("*", "*"), "ITALIC": ("_", "_"), "SUPERSCRIPT": ("^", "")}
BULLETS = {"unordered-list-item": "- ", "ordered-list-item": "1. "}

PASTE = """([html, text]) => {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    const event = { clipboardData, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
}"""
BODY = "document.querySelector('#body-root').rootBlock"


def insert(page, form, name):
    """Add a block at the end of the body, and put the caret into its last field."""
    editors = form.locator("[contenteditable=true]")
    number = editors.count()
    form.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(editors).not_to_have_count(number)
    editors.last.click()


def clipboard(name):
    return (CLIPBOARDS / f"{name}.html").read_text()


def paste(page, html="", text=""):
    page.evaluate(PASTE, [html, text])


def parts_of(page, html):
    """Return what is read of pasted HTML, and what could not come along."""
    found = page.evaluate("html => wagtailTherapy.partsOf(html)", html)
    return [part_summary(part) for part in found["parts"]], found["lost"]


def part_summary(part):
    match part:
        case {"type": "paragraph", "lines": lines}:
            return "paragraph", written(lines)
        case {"type": "list", "items": items, "isOrdered": is_ordered}:
            return "numbers" if is_ordered else "bullets", [written(item) for item in items]
        case {"type": "quote", "text": text, "attribution": attribution}:
            return "quote", text, attribution
        case {"type": "table", "headings": headings, "rows": rows}:
            cells = [[written(cell) for cell in row] for row in rows]
            return "table", part["caption"], part["hasRowHeaders"], [headings, *cells]
        case {"type": kind, "text": text}:
            return kind, text


def written(lines):
    return "\n".join(map(line, lines))


def line(block):
    text = block["text"]
    for one in sorted(block["ranges"], key=lambda one: one["offset"], reverse=True):
        start, end = one["offset"], one["offset"] + one["length"]
        before, after = SIGNS.get(one.get("style")) or ("[", f"]({one['url']})")
        text = text[:start] + before + text[start:end] + after + text[end:]
    return "  " * block["depth"] + BULLETS.get(block["type"], "") + text


def body_types(page):
    return page.evaluate(f"{BODY}.children.map(one => one.type)")


def texts(page, children=f"{BODY}.children"):
    """Return the text of each rich text in a sequence of blocks, as Draft.js has it."""
    return page.evaluate(
        f"""{children}.map(one => one.block.widget?.input.draftailEditor
            ? one.block.getState().getCurrentContent().getPlainText() : one.type)"""
    )
