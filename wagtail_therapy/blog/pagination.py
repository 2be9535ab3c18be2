"""Pages of a list of posts, without counting all of them for each visitor."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as PaginatorPage
from django.db.models import Q, QuerySet

from wagtail_therapy.content.visibility import original_key

from . import post_counts
from .models import PostCount

# By what the posts of an archive are counted.
KEYS = {
    PostCount.Kind.CATEGORY: "pk",
    PostCount.Kind.TAG: "pk",
    PostCount.Kind.AUTHOR: "translation_key",
}
# Some databases can't skip more rows than this.
MAX_START = 2**31


class PostPaginator(Paginator):
    """Pages of posts. The database says what is on a page, and if there are more after it.

    How many there are comes from ``stored_number()``, unless the page shows it. None: count them.
    """

    def __init__(
        self, posts: QuerySet, per_page: int, stored_number: Callable[[], int | None]
    ) -> None:
        super().__init__(posts, per_page)
        self.stored_number = stored_number
        # Which of the posts were read last.
        self._start = self._stop = 0

    @cached_property
    def count(self) -> int:
        if self._start < self._stop <= self._start + self.per_page:
            return self._stop
        stored = self.stored_number()
        return self.object_list.count() if stored is None else max(stored, self._stop)

    def page(self, number: Any) -> PaginatorPage:
        """Return a page. Raises InvalidPage if there is none with this number."""
        self._start = (self._integer(number) - 1) * self.per_page
        if not 0 <= self._start < MAX_START:
            raise EmptyPage
        found = list(self.object_list[self._start : self._start + self.per_page + 1])
        if not found and self._start:
            raise EmptyPage
        self._stop = self._start + len(found)
        return self._get_page(found[: self.per_page], self._start // self.per_page + 1, self)

    def _integer(self, number: Any) -> int:
        try:
            return int(number)
        except (TypeError, ValueError) as error:
            raise PageNotAnInteger from error


def stored_number(blog: Any, archive: Any, pinned: list[Any]) -> int | None:
    """Return the stored number of posts of the blog or an archive, without those pinned."""
    if archive is None:
        number = post_counts.number_of(blog, PostCount.Kind.ALL, "")
        return number and number - (_among(blog, pinned) if pinned else 0)
    if archive.kind not in KEYS:
        return None
    key = getattr(archive.subject, KEYS[archive.kind])
    return post_counts.number_of(blog, archive.kind, str(key))


def _among(blog: Any, pinned: list[Any]) -> int:
    """Return how many of the blog's posts are pinned, or repeat one that is."""
    keys = [original_key(post) for post in pinned]
    return blog.get_posts().filter(Q(pk__in=keys) | Q(alias_of__in=keys)).count()
