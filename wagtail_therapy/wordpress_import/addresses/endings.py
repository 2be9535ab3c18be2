"""What WordPress lets follow the address of an entry or a list. Knows no Django."""

from dataclasses import dataclass
from enum import Enum, auto

from .keys import is_number

FEEDS = {"feed", "rss", "rss2", "rdf", "atom"}
ENTRY_ENDINGS = {"amp", "embed", "trackback"}
COMMENT_PAGE = "comment-page-"


class Kind(Enum):
    FEED = auto()
    # A further page of a list. "/page/2" is also that of a post in several pages.
    PAGE = auto()
    # Only of entries: their second page or page of comments, AMP, the frame that others embed.
    ENTRY = auto()


@dataclass(frozen=True)
class Ending:
    """``base`` is the path before it, and ``feed`` that of our feed, such as "feed/atom/"."""

    base: str
    kind: Kind
    feed: str = ""


def feed_path(format_name: str) -> str:
    """Return where our feeds are, below a list. We have no RDF."""
    return "feed/atom/" if format_name == "atom" else "feed/"


def ending(path: str) -> Ending | None:
    """Return how a path ends, if that is something which WordPress adds."""
    *rest, last = path.split("/")
    before = rest[-1] if rest else ""
    if last in FEEDS:
        is_named = before == "feed" and last != "feed"
        return Ending(_joined(rest[:-1] if is_named else rest), Kind.FEED, feed_path(last))
    if is_number(last) and before == "page":
        return Ending(_joined(rest[:-1]), Kind.PAGE)
    if last in ENTRY_ENDINGS or is_number(last.removeprefix(COMMENT_PAGE)):
        return Ending(_joined(rest), Kind.ENTRY)
    return None


def _joined(names: list[str]) -> str:
    return "/".join(names) or "/"
