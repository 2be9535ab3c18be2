"""The numbers of a blog's posts: all of them, and by category, month, author and tag.

Counting ten thousand posts takes longer than the rest of a page, so the numbers are rows.
``recounting`` writes them after each change. While they don't hold, the posts are counted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.content.dates.mixin import FIRST_YEAR
from wagtail_therapy.content.visibility import original_key

from .. import querysets
from ..categories import CategoryTree
from ..models import CountedBlog, PostCount, UncountedChange

Kind = PostCount.Kind
# By what the posts of an archive are counted.
SUBJECT_KEYS = {Kind.CATEGORY: "pk", Kind.TAG: "pk", Kind.AUTHOR: "translation_key"}
# By ``PostCount.key``.
Numbers = dict[str, int]


@dataclass(frozen=True)
class ArchiveCount:
    """An archive with its number of posts and its path in the blog."""

    name: Any
    number: int
    path: str
    depth: int = 0


def by_category(blog: Any) -> list[ArchiveCount]:
    """Return the categories that have posts. The numbers include subcategories."""
    tree = CategoryTree.of_locale(blog.locale_id)
    counted = numbers(blog, Kind.CATEGORY)
    return [
        ArchiveCount(
            branch.category.name,
            counted[str(branch.category.pk)],
            blog.reverse_subpage("category", args=[branch.category.slug]),
            branch.depth,
        )
        for branch in tree.branches()
        if str(branch.category.pk) in counted
    ]


def by_month(blog: Any) -> list[ArchiveCount]:
    """Return the months that have posts, newest first."""
    return list(_months(blog, numbers(blog, Kind.MONTH)))


def _months(blog: Any, counted: Numbers) -> Iterator[ArchiveCount]:
    for key in sorted(counted, reverse=True):
        first = date.fromisoformat(f"{key}-01")
        path = blog.reverse_subpage("month", args=key.split("-"))
        yield ArchiveCount(first, counted[key], path)


def number_listed(posts: Any, blog: Any, archive: Any = None, pinned: Iterable[Any] = ()) -> int:
    """Return how many posts a list of the blog has, which may be a search, or omit those pinned."""
    stored = None
    if archive is None:
        stored = number_of(blog, Kind.ALL, "")
        stored = stored and stored - (_number_pinned(blog, pinned) if pinned else 0)
    elif archive.kind in SUBJECT_KEYS:
        key = getattr(archive.subject, SUBJECT_KEYS[archive.kind])
        stored = number_of(blog, archive.kind, str(key))
    return posts.count() if stored is None else stored


def _number_pinned(blog: Any, pinned: Iterable[Any]) -> int:
    """Return how many of the blog's posts are pinned, or repeat one that is."""
    keys = [original_key(post) for post in pinned]
    return blog.get_posts().filter(Q(pk__in=keys) | Q(alias_of__in=keys)).count()


def number_of(blog: Any, kind: str, key: str) -> int | None:
    """Return the stored number of a blog's posts. None: it isn't known, and has to be counted."""
    rows = PostCount.objects.filter(blog=OuterRef("pk"), kind=kind, key=key).values("number")
    stored = current_blogs().filter(pk=blog.pk).values_list(Coalesce(Subquery(rows), 0))
    return next((number for (number,) in stored), None)


def current_blogs() -> QuerySet:
    """Return the counted blogs whose numbers hold."""
    uncounted = UncountedChange.objects.filter(blog=OuterRef("pk"))
    holds = Q(valid_until=None) | Q(valid_until__gt=timezone.now())
    return CountedBlog.objects.filter(holds, ~Exists(uncounted), time_zone=time_zone_name())


def time_zone_name() -> str:
    return str(local_dates.local_timezone() or "")


def count(blog: Any, kind: str) -> Numbers:
    """Count the posts of a blog, without the numbers that are 0."""
    return _COUNTING[kind](blog)


def numbers(blog: Any, kind: str) -> Numbers:
    """Return the numbers of a kind: those that are stored, if they hold."""
    current = current_blogs().filter(pk=blog.pk)
    rows = PostCount.objects.filter(kind=kind).values_list("key", "number")
    if found := dict(rows.filter(blog__in=current)):
        return found
    # In this order: another process may store them meanwhile.
    return dict(rows.filter(blog=blog.pk)) if current.exists() else count(blog, kind)


def _count_all(blog: Any) -> Numbers:
    number = blog.get_posts().count()
    return {"": number} if number else {}


def _count_months(blog: Any) -> Numbers:
    # The numbers are in the practice's time zone. Wagtail's previews are in the editor's.
    month = TruncMonth("first_published_at", tzinfo=local_dates.local_timezone())
    earliest = local_dates.start_of_day(date(FIRST_YEAR, 1, 1))
    dated = blog.get_posts().filter(first_published_at__gte=earliest).order_by()
    rows = dated.values_list(month).annotate(number=Count("pk"))
    return {f"{first:%Y-%m}": number for first, number in rows}


def _count_categories(blog: Any) -> Numbers:
    tree = CategoryTree.of_locale(blog.locale_id)
    placed = querysets.post_ids_by(blog.get_posts(), "post_categories", "category_id")
    within = {
        str(category.pk): set().union(*(placed[one.pk] for one in tree.with_descendants(category)))
        for category in tree.shown
    }
    return {key: len(found) for key, found in within.items() if found}


def _count_authors(blog: Any) -> Numbers:
    return _count_rows(blog, "post_authors", "author__translation_key")


def _count_tags(blog: Any) -> Numbers:
    return _count_rows(blog, "post_tags", "tag_id")


def _count_rows(blog: Any, relation: str, name: str) -> Numbers:
    counted = querysets.post_counts_by(blog.get_posts(), relation, name)
    return {str(key): number for key, number in counted.items() if key}


_COUNTING = {
    Kind.ALL: _count_all,
    Kind.MONTH: _count_months,
    Kind.CATEGORY: _count_categories,
    Kind.AUTHOR: _count_authors,
    Kind.TAG: _count_tags,
}
