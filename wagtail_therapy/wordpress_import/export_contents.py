"""What an export has, seen in one look through it."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from .wxr.reading import Export, read
from .wxr.records import Item

# What comes later in a file is imported all the same.
SECONDS = 10
POST = "post"
# The samples that people look at before they import.
NEWEST, LONGEST, HIDDEN = 3, 1, 2
LONGEST_TITLE = 255


@dataclass(frozen=True)
class Post:
    """What is known of a post while the others are looked through."""

    number: int
    title: str
    is_public: bool
    time: datetime
    length: int


def found_in(file: BinaryIO, name: str) -> dict[str, Any]:
    """Return what ``WordPressImport.found`` stores: whose site it is, who wrote on it, how much.

    Of people, it has only how their posts were signed. Raises UnreadableExportError.
    """
    export = read(file, name)
    kinds, logins, posts = Counter[str](), Counter[str](), []
    for number, item in enumerate(_until(time.monotonic() + SECONDS, export)):
        kinds[item.type] += 1
        if item.type == POST:
            logins[item.author] += 1
            posts.append(_post(number, item))
    return {
        "title": export.site.title[:LONGEST_TITLE],
        "address": export.site.base_url[:500],
        "kinds": dict(kinds),
        "authors": list(_authors(export, logins)),
        "samples": [
            {"number": one.number, "title": one.title, "is_public": one.is_public}
            for one in samples(posts)
        ],
    }


def samples(posts: Iterable[Post]) -> list[Post]:
    """Choose some posts that show how the others will look: public ones, and then hidden ones."""
    newest = sorted(posts, key=lambda one: one.time, reverse=True)
    public = [one for one in newest if one.is_public]
    hidden = [one for one in newest if not one.is_public]
    longest = sorted(public[NEWEST:], key=lambda one: one.length, reverse=True)
    return [*public[:NEWEST], *longest[:LONGEST], *hidden[:HIDDEN]]


def item_at(file: BinaryIO, name: str, number: int) -> Item | None:
    """Return an item by its place in the export."""
    items = enumerate(read(file, name).items)
    return next((item for position, item in items if position == number), None)


def _until(deadline: float, export: Export) -> Iterator[Item]:
    for item in export.items:
        yield item
        if time.monotonic() > deadline:
            return


def _post(number: int, item: Item) -> Post:
    dates = item.dates
    known = dates.utc or (dates.local and dates.local.replace(tzinfo=UTC))
    time = known or datetime.min.replace(tzinfo=UTC)
    return Post(number, item.title[:LONGEST_TITLE], item.is_public, time, len(item.content))


def _authors(export: Export, logins: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield those who wrote posts, the most first. Without a login: their account was deleted."""
    for login, number in logins.most_common():
        author = export.site.authors.get(login)
        yield {"login": login, "name": author.display_name if author else login, "posts": number}
