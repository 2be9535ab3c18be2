"""What an import has stored of an old site: any image, any document, one page."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from wagtail.blocks import StreamBlockValidationError

from tests.pages import rows

# What an editor may be asked for.
ASKED_FOR = {"alt_text", "transcript"}


@dataclass(frozen=True)
class Link:
    page: int
    fragment: str = ""


@dataclass
class Stored:
    """``lacks`` are the names of files that the old site no longer has."""

    page: int | None = None
    lacks: set[str] = field(default_factory=set)
    found: dict = field(default_factory=dict)

    def images(self, use):
        return self._one("a.png", use.address, rows.image)

    def files(self, address):
        name = urlsplit(address).path.rpartition("/")[2]
        return self._one(name, address, lambda: rows.document("A file", name[-40:]))

    def page_for(self, address):
        parts = urlsplit(address)
        is_page = parts.path.startswith("/blog/") and self.page
        return Link(self.page, parts.fragment) if is_page else None

    def _one(self, key, address, make):
        if address.rpartition("/")[2] in self.lacks:
            return None
        if key not in self.found:
            self.found[key] = make()
        return self.found[key]


def faults(block, value):
    """Return why an editor couldn't publish a value, other than by what they may be asked for."""
    try:
        block.clean(value)
    except StreamBlockValidationError as error:
        return [*_faults(error.as_json_data(), "")]
    return []


def _faults(errors, place):
    for message in errors.get("messages", []):
        if place not in ASKED_FOR:
            yield place, message
    for key, one in errors.get("blockErrors", {}).items():
        yield from _faults(one, key)
