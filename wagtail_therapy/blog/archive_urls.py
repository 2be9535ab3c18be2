"""The URLs of a blog's archives and feeds, found in a fixed number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from taggit.models import Tag

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.dates.local_dates import local_date
from wagtail_therapy.content.dates.mixin import has_archive
from wagtail_therapy.content.feeds.formats import FORMATS
from wagtail_therapy.content.translations import preferred_translations

from . import querysets
from .categories import CategoryTree
from .models import Category


@dataclass(frozen=True)
class ArchiveURL:
    """The path of an archive below the blog, and when a post in it last changed."""

    path: str
    changed_at: datetime | None = None

    @property
    def with_feeds(self) -> list[str]:
        return [self.path, *(self.path + one.path for one in FORMATS)]


class ArchiveURLs:
    """The archives of a blog that have public posts, or that list certain posts."""

    def __init__(self, blog: Any, found: Any = None):
        """``found``: posts of the blog as rows of the base page, public or not."""
        self.blog = blog
        self.found = blog.get_posts() if found is None else found
        moments = ["pk", "first_published_at", "last_published_at", "latest_revision_created_at"]
        rows = list(self.found.values_list(*moments))
        self.published = [published_at for _pk, published_at, *_changed in rows if published_at]
        self.changed = {pk: last or revised for pk, _first, last, revised in rows}

    def indexed(self) -> list[ArchiveURL]:
        """Return the archives for search engines: by category, tag and author."""
        return [*self._categories(), *self._tags(), *self._authors()]

    def date_paths(self) -> list[str]:
        """Return the paths of archives by year and month."""
        days = {local_date(moment) for moment in self.published if has_archive(moment)}
        return sorted(path for day in days for path in date_paths(self.blog, day))

    def all_paths(self) -> list[str]:
        """Return the paths of the blog itself, its archives and its feeds."""
        lists = [ArchiveURL(""), *self.indexed()]
        return [*(path for one in lists for path in one.with_feeds), *self.date_paths()]

    def _categories(self) -> Iterator[ArchiveURL]:
        placed = querysets.post_ids_by(self.found, "post_categories", "category_id")
        tree = CategoryTree.of_locale(self.blog.locale_id)
        for category in tree.shown:
            pks = [pk for one in tree.with_descendants(category) for pk in placed[one.pk]]
            yield from self._address("category", category.slug, pks)

    def _tags(self) -> Iterator[ArchiveURL]:
        placed = querysets.post_ids_by(self.found, "post_tags", "tag__slug")
        for slug in sorted(filter(None, placed)):
            yield from self._address("tag", slug, placed[slug])

    def _authors(self) -> Iterator[ArchiveURL]:
        placed = querysets.post_ids_by(self.found, "post_authors", "author__translation_key")
        authors = Author.objects.filter(translation_key__in=filter(None, placed))
        shown = preferred_translations(authors, self.blog.locale_id)
        for author in sorted(shown.values(), key=lambda one: one.slug):
            yield from self._address("author", author.slug, placed[author.translation_key])

    def _address(self, kind: str, slug: str, pks: Iterable[int]) -> Iterator[ArchiveURL]:
        changed = [self.changed[pk] for pk in pks if pk in self.changed]
        if changed:
            newest = max(filter(None, changed), default=None)
            yield ArchiveURL(self.blog.reverse_subpage(kind, args=[slug]), newest)


def paths_of_post(blog: Any, post: Any) -> list[str]:
    """Return the paths of all lists and feeds that contain the post, public or not."""
    named = [
        *(("category", one.slug) for one in _categories_of(post, blog.locale_id)),
        *(("tag", one.slug) for one in Tag.objects.filter(pk__in=_ids(post, "post_tags", "tag"))),
        *(("author", one.slug) for one in _authors_of(post, blog.locale_id)),
    ]
    lists = [ArchiveURL(blog.reverse_subpage(kind, args=[slug])) for kind, slug in named if slug]
    paths = [path for one in [ArchiveURL(""), *lists] for path in one.with_feeds]
    published_at = post.first_published_at
    is_dated = published_at and has_archive(published_at)
    return [*paths, *(date_paths(blog, local_date(published_at)) if is_dated else [])]


def date_paths(blog: Any, day: date) -> list[str]:
    year = f"{day.year:04}"
    month = blog.reverse_subpage("month", args=[year, f"{day.month:02}"])
    return [blog.reverse_subpage("year", args=[year]), month]


def _categories_of(post: Any, locale_id: int) -> list[Category]:
    tree = CategoryTree.of_locale(locale_id)
    named = set(_ids(post, "post_categories", "category"))
    return [
        category
        for category in tree.shown
        if named & {one.pk for one in tree.with_descendants(category)}
    ]


def _authors_of(post: Any, locale_id: int) -> Iterable[Author]:
    named = Author.objects.filter(pk__in=_ids(post, "post_authors", "author"))
    keys = named.values("translation_key")
    return preferred_translations(
        Author.objects.filter(translation_key__in=keys), locale_id
    ).values()


def _ids(post: Any, relation: str, name: str) -> list[int]:
    return [getattr(row, f"{name}_id") for row in getattr(post, relation).all()]
