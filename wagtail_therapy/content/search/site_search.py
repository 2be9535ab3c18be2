"""What the search of a site finds besides posts. Apps register it, so that none knows another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Site

from . import indexed_search

MAX_FOUND = 5


@dataclass(frozen=True)
class Found:
    """A link to what was found, with a sentence about it."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Query:
    """The words of a reader, on a site and in a language. Empty to ask for suggestions."""

    words: str
    site: Site
    locale_id: int
    request: Any
    # "or" for what has some of the words, if nothing has all of them.
    operator: indexed_search.Operator = "and"

    def search(self, rows: Any) -> Any:
        """Return the rows with the words, best match first."""
        return indexed_search.search(rows, self.words, self.operator)[:MAX_FOUND]


Finder = Callable[[Query], Iterable[Found]]


@dataclass(frozen=True)
class Source:
    """One kind of thing to find: its heading, how to find it, and what to suggest if all fails."""

    heading: Any
    find: Finder
    suggest: Finder | None
    order: int


@dataclass(frozen=True)
class Group:
    heading: Any
    found: list[Found]


_sources: dict[str, Source] = {}


def register_search_source(
    name: str, heading: Any, find: Finder, *, suggest: Finder | None = None, order: int = 100
) -> None:
    """Have each search of a site find more. Call it when your app is ready.

    ``find(query)`` returns ``Found`` that a stranger may see, and ``suggest(query)`` what to show
    if nothing was found. Sources are shown by ``order``.
    """
    _sources[name] = Source(heading, find, suggest, order)


def find(query: Query) -> list[Group]:
    """Return what was found besides posts, at most five of each kind."""
    return _groups((one.heading, one.find(query)) for one in _in_order()) if query.words else []


def without(groups: list[Group], shown: list[Group]) -> list[Group]:
    """Return the groups without what is shown already."""
    urls = {one.url for group in shown for one in group.found}
    return _groups(
        (group.heading, (one for one in group.found if one.url not in urls)) for group in groups
    )


def suggest(query: Query, shown: Iterable[Group] = ()) -> list[Group]:
    """Return ways on for a reader who found nothing but what is ``shown`` above them."""
    shown = list(shown)
    headings = {group.heading for group in shown}
    groups = _groups((one.heading, one.suggest(query)) for one in _in_order() if one.suggest)
    return [
        replace(group, heading=_("Something else?")) if group.heading in headings else group
        for group in without(groups, shown)
    ]


def _in_order() -> list[Source]:
    return sorted(_sources.values(), key=lambda one: one.order)


def _groups(pairs: Iterable[tuple[Any, Iterable[Found]]]) -> list[Group]:
    groups = (Group(heading, list(found)) for heading, found in pairs)
    return [group for group in groups if group.found]
