"""Makes HTML safe to take apart."""

import re
from html import escape, unescape

import nh3

# Browsers stop nesting at 512. nh3 takes seconds for 10,000, and minutes for 50,000.
MOST_DEPTH = 500
# Formatting that is never closed is opened again in each paragraph.
MOST_REOPENED = 50_000
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"}
VOID |= {"source", "track", "wbr"}
# These close each other.
SELF_CLOSING = {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption"}
SELF_CLOSING |= {"option", "optgroup", "colgroup", "rp", "rt"}
FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike"}
FORMATTING |= {"strong", "tt", "u"}
WITHOUT_WORDS = {"script", "style", "svg", "noscript", "template", "canvas", "xml"}
# What the converter takes apart. None of it gets into a page: that writes its own tags.
TAGS = {"a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote"}
TAGS |= {"br", "button", "caption", "center", "cite", "code", "dd", "del", "details", "dfn", "div"}
TAGS |= {"dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form"}
TAGS |= {"frame-of-others", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins"}
TAGS |= {"kbd", "li", "main", "mark", "nav", "object", "ol", "p", "param", "pre", "q", "s", "samp"}
TAGS |= {"section", "small", "source", "span", "strike", "strong", "sub", "summary", "sup"}
TAGS |= {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "tt", "u", "ul", "var"}
TAGS |= {"video"}
ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "role"},
    "a": {"href", "name"},
    "audio": {"src"},
    "embed": {"src"},
    "frame-of-others": {"src", "title"},
    "img": {"src", "alt", "srcset", "width", "height"},
    "object": {"data"},
    "ol": {"start"},
    "param": {"name", "value"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "track": {"src"},
    "video": {"src", "poster"},
}
# The converter looks at them again. "data" is for small images.
SCHEMES = {"http", "https", "mailto", "tel", "sms", "data", "file"}
# For "&amp;" in one text, nh3 takes a time that grows with the square of their number.
MOST_REFERENCES = 20_000
REFERENCE = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{0,31};|)")
# They aren't letters of any language: https://www.unicode.org/faq/private_use.html#nonchar1
STANDING_IN = {
    "&": "\ufdd0",
    "<": "\ufdd1",
    ">": "\ufdd2",
    '"': "\ufdd3",
    "'": "\ufdd4",
}
WRITTEN = {ord(code): escape(letter) for letter, code in STANDING_IN.items()}
# Tags that the parser must know to read what is around them.
PARSED = {"col", "colgroup", "input", "legend", "optgroup", "option", "select", "textarea", "wbr"}
PARSED |= {"base", "iframe", "link", "meta", "rp", "rt", "ruby"}
# All others. nh3 drops those that are called like one of a drawing or a formula with their words.
OTHER = re.compile(
    rf"<(/?)(?=[a-z])(?!(?:{'|'.join(sorted(TAGS | PARSED | WITHOUT_WORDS))})(?=[\s/>]))"
    r"[^\s/<>]*+",
    re.IGNORECASE,
)
# The source of a formula, and the names of drawings.
UNSHOWN = re.compile(
    r"<(annotation|title|desc)(?=[\s>])[^<>]*>[^<>]*</\1(?=[\s>])[^<>]*>", re.IGNORECASE
)
# The text in it isn't HTML, and would be mixed up with it.
FRAME = re.compile(r"<(/?)iframe(?=[\s/>])", re.IGNORECASE)


def clean(html: str) -> str:
    """Return well-formed HTML without scripts. Each attribute is quoted."""
    html = OTHER.sub(r"<\1span", UNSHOWN.sub("", html))
    html = FRAME.sub(r"<\1frame-of-others", html)
    has_many = html.count("&") > MOST_REFERENCES
    cleaned = nh3.clean(
        _without_references(html) if has_many else html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=WITHOUT_WORDS,
        generic_attribute_prefixes={"data-"},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    return cleaned.translate(WRITTEN) if has_many else cleaned


def _without_references(html: str) -> str:
    """Return HTML with letters for its references, and others for those that would be markup."""
    return REFERENCE.sub(_letter, html.translate(dict.fromkeys(WRITTEN)))


def _letter(reference: re.Match[str]) -> str:
    letter = unescape(reference[0])
    # One that isn't known stays, and is the text of a "&" and what follows.
    return "".join(STANDING_IN.get(one, one) for one in letter)


def flattened(html: str) -> tuple[str, int]:
    """Return HTML in which elements aren't too deep in each other, and how many tags it lost.

    It only takes tags away, and those only if there are too many. So parsers need no more time for
    it than for its length.
    """
    if html.count("<") <= MOST_DEPTH:
        return html, 0
    return _Flattener(html).run()


class _Flattener:
    def __init__(self, html: str):
        self.html = html
        # Elements that are open, the innermost last, and how many there are of each name.
        self.opened: list[str] = []
        self.counts: dict[str, int] = {}
        self.formatting: list[str] = []
        self.reopened = 0
        # End tags that belong to start tags which are gone.
        self.orphans: dict[str, int] = {}
        self.lost = 0

    def run(self) -> tuple[str, int]:
        flat = TAG.sub(self._tag, self.html)
        return (flat, self.lost) if self.lost else (self.html, 0)

    def _tag(self, tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in VOID:
            return tag[0]
        # "</p>" without a paragraph begins one.
        before = "" if tag[1] and name != "p" else self._before(name)
        is_kept = self._close(name) if tag[1] else self._open(name)
        self.lost += not is_kept
        return before + (tag[0] if is_kept else " ")

    def _before(self, name: str) -> str:
        """Return end tags for formatting that would be opened again too often."""
        if name in FORMATTING:
            return ""
        self.reopened += len(self.formatting)
        if self.reopened <= MOST_REOPENED or not self.formatting:
            return ""
        tags = "".join(f"</{one}>" for one in reversed(self.formatting))
        for one in self.formatting:
            self.counts[one] -= 1
            self.orphans[one] = self.orphans.get(one, 0) + 1
        self.lost += len(self.formatting)
        self.formatting = []
        return tags

    def _open(self, name: str) -> bool:
        if name in SELF_CLOSING:
            return len(self.opened) + len(self.formatting) < MOST_DEPTH
        is_formatting = name in FORMATTING
        is_too_much = is_formatting and self.reopened > MOST_REOPENED
        if is_too_much or len(self.opened) + len(self.formatting) >= MOST_DEPTH:
            self.orphans[name] = self.orphans.get(name, 0) + 1
            return False
        self.counts[name] = self.counts.get(name, 0) + 1
        (self.formatting if is_formatting else self.opened).append(name)
        return True

    def _close(self, name: str) -> bool:
        if self.orphans.get(name):
            self.orphans[name] -= 1
            return False
        if not self.counts.get(name):
            return True
        opened = self.formatting if name in FORMATTING else self.opened
        if name in FORMATTING:
            # The last one of this name; those in it stay open.
            opened.reverse()
            opened.remove(name)
            opened.reverse()
            self.counts[name] -= 1
            return True
        self._close_inner(name)
        return True

    def _close_inner(self, name: str) -> None:
        """Close an element with those in it."""
        while self.opened:
            last = self.opened.pop()
            self.counts[last] -= 1
            if last == name:
                return
