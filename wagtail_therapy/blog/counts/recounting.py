"""Keeps the numbers of posts as rows.

A change that concerns a blog's posts is noted in its transaction and counted after it. Until then,
and if the process is killed in between, ``post_counts`` counts the posts themselves.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

import swapper
from django.apps import apps
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from .. import querysets
from ..mixins.archive_urls import ArchiveURLsMixin
from ..models import CountedBlog, PostCount, UncountedChange
from . import post_counts

logger = logging.getLogger("wagtail_therapy.blog")

# Blogs that are counted at the end of what postpones it.
_postponed: ContextVar[set[int] | None] = ContextVar("postponed", default=None)
# A page with its rows is saved at once. A transaction that saves a thousand pages isn't searched.
LATEST = 20
# By kind and key.
Numbers = dict[tuple[str, str], int]


@cache
def blog_models() -> list[Any]:
    """Return all page types for blogs, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, ArchiveURLsMixin)]


def blogs() -> QuerySet:
    """Return all blogs as rows of the base page."""
    return swapper.load_model("wagtailcore", "Page").objects.type(*blog_models())


@contextmanager
def postponed() -> Iterator[None]:
    """Count once at the end, for a command that saves many posts one after the other."""
    token = _postponed.set(set())
    try:
        yield
    finally:
        found = _postponed.get() or ()
        _postponed.reset(token)
        transaction.on_commit(Recount("", list(found)))


def note_all() -> None:
    """Have all blogs counted after this transaction."""
    _note("", blogs())


def note_around(path: str, step: int) -> None:
    """Have the blogs that a page is or is in, at any depth, counted after this transaction.

    ``path`` is the page's in the tree, and ``step`` the length of one level of it.
    """
    above = [path[:end] for end in range(step, len(path) + 1, step)]
    _note(path, blogs().filter(path__in=above))


def note_below(path: str) -> None:
    """Have the blogs at or below a path counted after this transaction."""
    _note(f"{path}…", blogs().filter(path__startswith=path))


@dataclass
class Recount:
    """Counts blogs after the transaction that changed them."""

    place: str
    found: list[int]
    is_done: bool = False

    def __call__(self) -> None:
        """Count them. If that fails, the change is done all the same."""
        self.is_done = True
        waiting = _postponed.get()
        if waiting is not None:
            waiting.update(self.found)
            return
        for pk in sorted(self.found):
            try:
                recount_if_changed(pk)
            except Exception as error:  # noqa: BLE001 -- whatever a host's get_posts() raises
                logger.error("Posts of blog %s weren't counted: %s", pk, type(error).__name__)


def _note(place: str, concerned: QuerySet) -> None:
    if _is_noted(place):
        return
    found = list(concerned.values_list("pk", flat=True))
    UncountedChange.objects.bulk_create(UncountedChange(blog_id=pk) for pk in found)
    transaction.on_commit(Recount(place, found))


def _is_noted(place: str) -> bool:
    """Whether this transaction has noted the place lately, and nothing has rolled that back."""
    latest = islice(reversed(connection.run_on_commit), LATEST)
    recounts = (one for _savepoints, one, *_robust in latest if isinstance(one, Recount))
    return any(one.place == place and not one.is_done for one in recounts)


def recount_if_changed(pk: int) -> None:
    """Count a blog's posts, unless another process has done so since the change."""
    if UncountedChange.objects.filter(blog=pk).exists():
        recount(pk)


def recount(pk: int) -> None:
    """Count a blog's posts, and store the numbers that have changed.

    Two that count one blog wait for each other, and the second sees what the first didn't.
    """
    if not blogs().filter(pk=pk).exists():
        UncountedChange.objects.filter(blog=pk).delete()
        return
    with transaction.atomic():
        _lock(pk)
        counted = list(UncountedChange.objects.filter(blog=pk).values_list("pk", flat=True))
        blog = blogs().get(pk=pk).specific
        _store_state(blog)
        _store(pk, _count(blog))
        UncountedChange.objects.filter(pk__in=counted).delete()


def differences(blog: Any) -> list[tuple[str, str, int, int]]:
    """Return what is stored wrongly: kind, key, the number that is stored and the right one."""
    found, right = _stored(blog.pk), _count(blog)
    return [
        (*one, found.get(one, 0), right.get(one, 0))
        for one in sorted(found.keys() | right.keys())
        if found.get(one) != right.get(one)
    ]


def _count(blog: Any) -> Numbers:
    return {
        (kind, key): number
        for kind in PostCount.Kind.values
        for key, number in post_counts.count(blog, kind).items()
    }


def _stored(pk: int) -> Numbers:
    rows = PostCount.objects.filter(blog=pk).values_list("kind", "key", "number")
    return {(kind, key): number for kind, key, number in rows}


def _lock(pk: int) -> None:
    now = timezone.now()
    # The first statement writes: SQLite can't lock what a transaction has read already.
    if not CountedBlog.objects.filter(pk=pk).update(counted_at=now):
        CountedBlog.objects.get_or_create(pk=pk, defaults={"counted_at": now})
        CountedBlog.objects.filter(pk=pk).update(counted_at=now)


def _store_state(blog: Any) -> None:
    # Before it counts: a post that becomes public meanwhile may or may not be counted.
    future = querysets.future_posts().filter(path__startswith=blog.path, live=True)
    moments = future.order_by("first_published_at").values_list("first_published_at", flat=True)
    CountedBlog.objects.filter(pk=blog.pk).update(
        time_zone=post_counts.time_zone_name(),
        valid_until=moments.first(),
    )


def _store(pk: int, numbers: Numbers) -> None:
    before = _stored(pk)
    for kind in PostCount.Kind.values:
        old = [key for (one, key), number in before.items() - numbers.items() if one == kind]
        PostCount.objects.filter(blog=pk, kind=kind, key__in=old).delete()
    PostCount.objects.bulk_create(
        PostCount(blog_id=pk, kind=kind, key=key, number=number)
        for (kind, key), number in numbers.items() - before.items()
    )
