"""What the old site was asked in a query, such as "?p=58". Knows no Django."""

from collections.abc import Mapping
from dataclasses import dataclass

from .endings import feed_path
from .keys import is_number
from .permalinks import date_path

# By which WordPress finds an entry, whatever its permalink.
ENTRY_IDS = ("p", "page_id", "attachment_id")
LIST_IDS = ("cat", "author")
NAMES = frozenset({*ENTRY_IDS, *LIST_IDS, "feed", "m", "s", "tag"})


@dataclass(frozen=True)
class Asked:
    """``key`` is the query that an entry or a list has for itself: "?p=58", also for "?page_id=58".

    Without one, ``path`` is below our blog, where ``words`` are searched.
    """

    key: str = ""
    path: str | None = None
    words: str = ""


def read(query: Mapping[str, str]) -> Asked | None:
    """Return what is asked, or None if WordPress doesn't know such a query."""
    feed = feed_path(query["feed"]) if query.get("feed") else ""
    for name in (*ENTRY_IDS, *LIST_IDS):
        if is_number(value := query.get(name, "")):
            found_by = name if name in LIST_IDS else "p"
            return Asked(f"?{found_by}={value.lstrip('0')}", path=feed)
    # PostgreSQL doesn't accept NUL in a text.
    if query.get("tag") and "\0" not in query["tag"]:
        return Asked(f"?tag={query['tag']}", path=feed)
    if "s" in query:
        return Asked(path="search/", words=query["s"])
    if (month := query.get("m", "")) and (path := date_path(_parts_of_date(month))):
        return Asked(path=path)
    return Asked(path=feed) if feed else None


def _parts_of_date(value: str) -> list[str]:
    """Return year, month and day of "20201129". The last ones may be missing."""
    return list(filter(None, [value[:4], value[4:6], value[6:8]]))
