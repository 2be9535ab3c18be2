"""How many posts there are, by category and month, for the lists beside a blog.

To count ten thousand posts for each page would take longer than all the rest of it, so the numbers
are kept; see ``content/caching.py`` for how long.
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
class Counted:
    """Something that posts are listed under, how many these are, and its address in the blog."""

    name: Any
    number: int
    path: str
    depth: int = 0


def by_category(blog: Any) -> list[Counted]:
    """Return the categories that have posts, each with its own and those within it."""
    return cached(("categories", blog.pk), lambda: list(_count_categories(blog)))


def by_month(blog: Any) -> list[Counted]:
    """Return the months that have posts, the newest first."""
    return cached(("months", blog.pk), lambda: list(_count_months(blog)))


def _count_categories(blog: Any) -> Iterator[Counted]:
    tree = CategoryTree.of_locale(blog.locale_id)
    placed = querysets.listed_under(blog.get_posts(), "post_categories", "category_id")
    for branch in tree.branches():
        number = len(set().union(*_all_within(tree, branch, placed)))
        if number:
            path = blog.reverse_subpage("category", args=[branch.category.slug])
            yield Counted(branch.category.name, number, path, branch.depth)


def _all_within(tree: CategoryTree, branch: Branch, placed: dict[Any, set[int]]) -> list[set[int]]:
    return [placed[one.pk] for one in tree.with_descendants(branch.category)]


def _count_months(blog: Any) -> Iterator[Counted]:
    # Wagtail shows previews in the editor's time zone; what is kept is in the practice's.
    month = TruncMonth("first_published_at", tzinfo=local_dates.local_timezone())
    earliest = local_dates.start_of_day(date(FIRST_YEAR, 1, 1))
    dated = blog.get_posts().filter(first_published_at__gte=earliest).order_by()
    rows = dated.values(month=month).annotate(number=Count("pk"))
    for row in rows.order_by("-month"):
        first: date = row["month"].date()
        path = blog.reverse_subpage("month", args=[f"{first:%Y}", f"{first:%m}"])
        yield Counted(first, row["number"], path)
