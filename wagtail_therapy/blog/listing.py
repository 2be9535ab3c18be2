"""One page of a list of posts. Its rows are only read for a template that isn't kept yet."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404

Key = tuple[Any, ...]


class CountedPaginator(Paginator):
    """A paginator that knows how many there are, and not which."""

    def __init__(self, total: int, per_page: int):
        super().__init__((), per_page)
        self.count = total


class ListPage(Page):
    """A page of a list. ``kept_key`` names what it shows; None if that isn't kept."""

    def __init__(
        self,
        number: int,
        paginator: Paginator,
        read: Callable[[int, int], list[Any]],
        kept_key: Key | None = None,
    ):
        self.number = number
        self.paginator = paginator
        self.kept_key = kept_key
        self._read = read

    @cached_property
    def object_list(self) -> list[Any]:
        start = (self.number - 1) * self.paginator.per_page
        return self._read(start, start + self.paginator.per_page)


def list_page(
    paginator: Paginator,
    number: str,
    read: Callable[[int, int], list[Any]],
    key: Key | None = None,
) -> ListPage:
    """Return the page of a list that a visitor asks for; by default the first.

    ``read`` returns the rows from one place to another.

    :raises Http404: the list has no such page.
    """
    try:
        found = paginator.validate_number(number.strip() or 1)
    except InvalidPage as error:
        raise Http404 from error
    return ListPage(found, paginator, read, key and (*key, found))
