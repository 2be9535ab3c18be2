"""WordPress' footnotes, which become references that the text cites."""

import json
import re
from html import escape, unescape

from .prose import TAG
from .results import Conversion, LeftOut

KEY = "footnotes"
MARK = re.compile(
    r'<sup\b[^<>]*\sdata-fn="([\w-]{1,64})"[^<>]*>(?:<a\b[^<>]*>)?[^<>]*(?:</a>)?</sup>'
)
ADDRESS = re.compile(r'<a\b[^<>]*\shref="(https?://[^"<>\s]*)"')
# The longest title of a reference.
MOST_CHARACTERS = 500


class Footnotes:
    """The notes of one post. Those that the text doesn't mention aren't shown, as they may be
    notes to what is hidden.
    """

    def __init__(self, field: str, result: Conversion):
        self.notes = _notes(field)
        self.result = result
        self.cited: list[str] = []
        # A reference has a short text. If one note is longer, all are a list at the end.
        self.are_references = all(
            len(_plain(one)) <= MOST_CHARACTERS for one in self.notes.values()
        )

    def marked(self, html: str) -> str:
        """Return the HTML with each mark of a note replaced by a citation of it."""
        return MARK.sub(self._citation, html)

    def _citation(self, mark: re.Match[str]) -> str:
        if mark[1] not in self.notes:
            self.result.leave_out(LeftOut.NOTE, "missing")
            return ""
        if mark[1] not in self.cited:
            self.cited.append(mark[1])
        number = self.cited.index(mark[1]) + 1
        return f"[ref:note-{number}]" if self.are_references else f"<sup>{number}</sup>"

    def finish(self) -> str:
        """Add the references, or return HTML for the end of the post. Uncited notes are counted."""
        self.result.leave_out(LeftOut.NOTE, "uncited", len(self.notes) - len(self.cited))
        texts = [self.notes[one] for one in self.cited]
        if self.are_references:
            self.result.references += [_reference(*one) for one in enumerate(texts, start=1)]
            return ""
        return f"<ol>{''.join(f'<li>{text}</li>' for text in texts)}</ol>"


def _notes(field: str) -> dict[str, str]:
    try:
        found = json.loads(field) if field.strip() else []
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, list):
        return {}
    notes = [one for one in found if isinstance(one, dict) and isinstance(one.get("id"), str)]
    return {one["id"]: str(one.get("content") or "") for one in notes}


def _plain(html: str) -> str:
    return " ".join(unescape(TAG.sub("", html)).split())


def _reference(number: int, html: str) -> dict[str, str]:
    address = ADDRESS.search(html)
    url = unescape(address[1]) if address else ""
    return {"title": _plain(html) or escape(url), "url": url, "key": f"note-{number}"}
