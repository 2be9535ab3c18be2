"""The numbers of posts by category and month, for a blog's sidebar.

Counting ten thousand posts takes longer than the rest of a page, so the numbers are cached; see
``content/caching.py`` for how long.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth

from wagtail_therapy.content import local_dates
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.dates import FIRST_YEAR

from . import querysets
from .categories import Branch, CategoryTree


@dataclass(frozen=True)
class ArchiveCount:
    """An archive with its number of posts and its path in the blog."""

    name: Any
    number: int
    path: str
    depth: int = 0


def by_category(blog: Any) -> list[ArchiveCount]:
    """Return the categories that have posts. The numbers include subcategories."""
    return cached(("categories", blog.pk), lambda: list(_count_categories(blog)))


def by_month(blog: Any) -> list[ArchiveCount]:
    """Return the months that have posts, newest first."""
    return cached(("months", blog.pk), lambda: list(_count_months(blog)))


def _count_categories(blog: Any) -> Iterator[ArchiveCount]:
    tree = CategoryTree.of_locale(blog.locale_id)
    placed = querysets.post_ids_by(blog.get_posts(), "post_categories", "category_id")
    for branch in tree.branches():
        number = len(set().union(*_all_within(tree, branch, placed)))
        if number:
            path = blog.reverse_subpage("category", args=[branch.category.slug])
            yield ArchiveCount(branch.category.name, number, path, branch.depth)


def _all_within(tree: CategoryTree, branch: Branch, placed: dict[Any, set[int]]) -> list[set[int]]:
    return [placed[one.pk] for one in tree.with_descendants(branch.category)]


def _count_months(blog: Any) -> Iterator[ArchiveCount]:
    # Cached numbers are in the practice's time zone. Wagtail's previews are in the editor's.
    month = TruncMonth("first_published_at", tzinfo=local_dates.local_timezone())
    earliest = local_dates.start_of_day(date(FIRST_YEAR, 1, 1))
    dated = blog.get_posts().filter(first_published_at__gte=earliest).order_by()
    rows = dated.values(month=month).annotate(number=Count("pk"))
    for row in rows.order_by("-month"):
        first: date = row["month"].date()
        path = blog.reverse_subpage("month", args=[f"{first:%Y}", f"{first:%m}"])
        yield ArchiveCount(first, row["number"], path)
