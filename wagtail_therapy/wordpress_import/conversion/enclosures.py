"""The recording of a podcast, which plugins play below a post. It's only in a custom field."""

from html import unescape

from . import markup
from .results import Source

KEY = "enclosure"
KINDS = {"audio", "video"}


def recording_below(content: str, source: Source) -> str:
    """Return the recording as HTML, or "" if there is none.

    WordPress also notes what the text links to: that isn't played below it.
    """
    address, _length, kind = [*source.meta.get(KEY, "").split("\n"), "", "", ""][:3]
    name = kind.strip().partition("/")[0]
    is_linked = address.strip() in unescape(content)
    return "" if is_linked or name not in KINDS else markup.recording(name, address.strip())
