"""Where the old site had its posts and lists, as far as an export shows. Knows no Django."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .endings import Ending, Kind, ending
from .keys import is_number, segments

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Permalinks:
    """``root`` is the folder of the old site. ``front`` is what comes before each post: "/blog".

    Both are "" if there is none. ``OldSite.permalinks`` stores this as JSON.
    """

    root: str = ""
    front: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Permalinks":
        return cls(stored.get("root", ""), stored.get("front", ""))

    def bases(self, name: str) -> list[str]:
        """Return where lists of a kind may be: WordPress has the front before it, or not."""
        return list(dict.fromkeys([f"{self.front}/{name}", f"{self.root}/{name}"]))

    def path_below_blog(self, path: str) -> str | None:
        """Return where a list of the old site is below our blog, such as "2020/11/", or None.

        ``path`` is one of the list of all posts, its feeds, archives by date, or further pages of
        them. A day leads to its month.
        """
        found = ending(path)
        if (dated := self._date(path)) is not None:
            return dated
        if path == self.front:
            return ""
        if found is None or found.kind is Kind.ENTRY:
            return None
        return self._list(found)

    def searched(self, path: str) -> str | None:
        """Return the words of a search, which WordPress has in the path, or None."""
        names = segments(path.removeprefix(self.root))
        is_search = path.startswith(f"{self.root}/search/") and len(names) > 1
        return names[1].replace("+", " ") if is_search else None

    def _list(self, found: Ending) -> str | None:
        if found.base in {self.root or "/", self.front, f"{self.root}/comments"}:
            return found.feed
        return self._date(found.base)

    def _date(self, path: str) -> str | None:
        if not path.startswith(f"{self.front}/"):
            return None
        names = segments(path.removeprefix(self.front))
        return date_path(names[1:] if names[:1] == ["date"] else names)


def date_path(names: list[str]) -> str | None:
    """Return the path of the archive of a year or a month, or None if these aren't its parts."""
    if not names or len(names) > 3 or not all(map(is_number, names)):
        return None
    year, *rest = names
    if len(year) != 4 or (rest and int(rest[0]) not in MONTHS):
        return None
    return f"{year}/{int(rest[0]):02}/" if rest else f"{year}/"


def front_of(posts: Iterable[tuple[str, Collection[str]]], root: str) -> str:
    """Return what most posts have before the first part that differs from post to post.

    Each is a path and the names in it that may differ: slug, id, year, categories, author.
    """
    votes = Counter(
        front for path, names in posts if (front := _front(path, names, root)) is not None
    )
    return votes.most_common(1)[0][0] if votes else root


def _front(path: str, names: Collection[str], root: str) -> str | None:
    passed = root
    for one in segments(path.removeprefix(root)):
        if one in names or one.partition(".")[0] in names:
            return passed
        passed += f"/{one}"
    return None
