"""A blog's archives by category, tag, author and date, and its search results.

Each function returns an ``Archive``, or raises Http404 if there is none or it has no public posts.
Former slugs of categories and authors work as well. The ``path`` of the archive has the current
slug.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from taggit.models import Tag

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached, request_key
from wagtail_therapy.content.dates.mixin import FIRST_YEAR
from wagtail_therapy.content.former_slugs import find_by_former_slug

from . import querysets, search
from .categories import CategoryTree
from .models import Category

# Posts with these slugs would conflict with archives.
RESERVED_SLUGS = re.compile(r"category|tag|author|search|feed|\d{4}")


@dataclass(frozen=True)
class Archive:
    """Some of a blog's posts with a heading."""

    kind: str
    title: str
    # The text above the list.
    heading: str
    posts: Any
    # Below the blog's URL.
    path: str
    # The category, tag or author.
    subject: Any = None
    description: str = ""
    # Whether search engines should list it.
    is_indexed: bool = True
    query: str = ""


def of_category(blog: Any, slug: str) -> Archive:
    """Return the posts in a category and its subcategories. There may be none yet."""
    tree = CategoryTree.of_locale(blog.locale_id)
    category = tree.by_slug(slug) or find_by_former_slug(Category, slug, blog.locale_id, tree.shown)
    if category is None:
        raise Http404
    listed = querysets.in_categories(blog.get_posts(), tree.with_descendants(category))
    return Archive(
        kind="category",
        title=category.name,
        heading=category.name,
        posts=listed,
        path=blog.reverse_subpage("category", args=[category.slug]),
        subject=category,
        description=category.description,
    )


def of_tag(blog: Any, slug: str) -> Archive:
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise Http404
    return _unless_empty(
        Archive(
            kind="tag",
            title=tag.name,
            heading=_("Posts about “%(tag)s”") % {"tag": tag.name},
            posts=querysets.with_tag(blog.get_posts(), tag),
            path=blog.reverse_subpage("tag", args=[slug]),
            subject=tag,
        )
    )


def of_author(blog: Any, slug: str) -> Archive:
    author = _author(blog.locale_id, slug)
    return _unless_empty(
        Archive(
            kind="author",
            title=author.name,
            heading=_("Posts by %(author)s") % {"author": author.name},
            posts=querysets.by_author(blog.get_posts(), author),
            path=blog.reverse_subpage("author", args=[author.slug]),
            subject=author,
            description=author.short_bio if author.live else "",
        )
    )


def of_year(blog: Any, year: int) -> Archive:
    first, after = _day(year, 1), _day(year + 1, 1)
    return _unless_empty(
        Archive(
            kind="year",
            title=str(year),
            heading=_("Posts from %(time)s") % {"time": year},
            posts=querysets.published_between(blog.get_posts(), first, after),
            path=blog.reverse_subpage("year", args=[f"{year:04}"]),
            is_indexed=False,
        )
    )


def of_month(blog: Any, year: int, month: int) -> Archive:
    first = _day(year, month)
    after = _day(year + month // 12, month % 12 + 1)
    title = date_format(first, "YEAR_MONTH_FORMAT")
    return _unless_empty(
        Archive(
            kind="month",
            title=title,
            heading=_("Posts from %(time)s") % {"time": title},
            posts=querysets.published_between(blog.get_posts(), first, after),
            path=blog.reverse_subpage("month", args=[f"{year:04}", f"{month:02}"]),
            is_indexed=False,
        )
    )


def of_search(blog: Any, text: str) -> Archive:
    """Return the posts that contain the words. None for a query without words."""
    query = search.clean_query(text)
    return Archive(
        kind="search",
        title=query,
        heading=_("Search for “%(query)s”") % {"query": query} if query else _("Search"),
        posts=search.search_posts(querysets.only_link_fields(blog.get_posts()), query),
        path=blog.reverse_subpage("search"),
        is_indexed=False,
        query=query,
    )


def read(blog: Any, request: HttpRequest, kind: str, *args: Any) -> Archive:
    """Return what the function for the kind returns, from the cache but for the posts."""
    find = FINDERS[kind]
    if not blog.is_kept(request):
        return find(blog, *args)
    key = ("archive", blog.pk, kind, *args, *request_key(request))
    found = cached(key, lambda: replace(find(blog, *args), posts=None), request)
    return replace(found, posts=SimpleLazyObject(lambda: find(blog, *args).posts))


FINDERS: dict[str, Callable[..., Archive]] = {
    "category": of_category,
    "tag": of_tag,
    "author": of_author,
    "year": of_year,
    "month": of_month,
}


def _author(locale_id: int, slug: str) -> Author:
    """Return the author in the locale, or else an author without a translation into it."""
    own = Author.objects.filter(locale=locale_id)
    author = own.filter(slug=slug).first()
    if author is None:
        foreign = Author.objects.exclude(translation_key__in=own.values("translation_key"))
        author = foreign.filter(slug=slug).order_by("pk").first()
    if author is None:
        author = find_by_former_slug(Author, slug, locale_id, chain(foreign.order_by("-pk"), own))
    if author is None:
        raise Http404
    return author


def _day(year: int, month: int) -> date:
    if year < FIRST_YEAR:
        raise Http404
    try:
        return date(year, month, 1)
    except ValueError as error:
        raise Http404 from error


def _unless_empty(archive: Archive) -> Archive:
    if not archive.posts.exists():
        raise Http404
    return archive
