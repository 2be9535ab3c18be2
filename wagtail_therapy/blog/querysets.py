"""The posts that strangers may read.

All our lists, archives, feeds, searches, sitemaps and blocks start from ``listed_posts()``. To look
up posts by id, such as those an editor chose, start from ``public_posts()``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import swapper
from django.apps import apps
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Site

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.dates.local_dates import start_of_day
from wagtail_therapy.content.visibility import (
    public_pages,
    site_pages,
    specific_pages,
    unique_originals,
    without_repeated_aliases_for_search,
)

from .models import AuthoredPostMixin, Category

DATE_FIELDS = ("first_published_at", "last_published_at")
LINK_FIELDS = ("title", "url_path", "locale", "content_type", *DATE_FIELDS)


@cache
def post_models() -> list[Any]:
    """Return all page types for posts, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, AuthoredPostMixin)]


def public_posts(pages: Any, locale_id: int) -> QuerySet:
    """Return the posts among the pages that strangers may read, newest first.

    These are live, public, not dated in the future, and in one language. They are rows of the base
    page. Call ``specific()`` if you show more than a title and a link.
    """
    shown = public_pages(pages, post_models(), locale_id)
    # A page that a script added as live may have no date.
    is_out = Q(first_published_at__lte=timezone.now()) | Q(first_published_at__isnull=True)
    newest_first = F("first_published_at").desc(nulls_last=True)
    return shown.filter(is_out).order_by(newest_first, "-pk")


def listed_posts(pages: Any, locale_id: int) -> QuerySet:
    """Return the public posts among the pages, without aliases of posts that are among them."""
    found = public_posts(pages, locale_id)
    # Most sites have none, and then the query takes a third of the time.
    return without_repeated_aliases_for_search(found) if _has_aliases() else found


def _has_aliases() -> bool:
    pages = swapper.load_model("wagtailcore", "Page").objects
    return cached(
        ("aliases of posts",),
        lambda: pages.type(*post_models()).filter(alias_of__isnull=False).exists(),
    )


def listed_posts_on(site: Site, locale_id: int) -> QuerySet:
    """Return the listed posts of all blogs on a site, newest first."""
    return listed_posts(site_pages(site, locale_id), locale_id)


def future_posts() -> QuerySet:
    """Return the posts with a date in the future, as rows of the base page."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.type(*post_models()).filter(first_published_at__gt=timezone.now())


def public_posts_on(site: Site, locale_id: int) -> QuerySet:
    """Return the public posts of all blogs on a site, newest first."""
    return public_posts(site_pages(site, locale_id), locale_id)


def chosen_public_posts(chosen: Any, site: Site, locale_id: int) -> list[Any]:
    """Return the public posts among those an editor chose in a stream, in order, each once."""
    pks = [child.value.pk for child in chosen if child.value]
    found = (
        specific_pages(public_posts_on(site, locale_id).filter(pk__in=pks)) if pks and site else []
    )
    return unique_originals(sorted(found, key=lambda post: pks.index(post.pk)))


def newest(posts: Any, start: int, stop: int) -> list[Any]:
    """Return a slice of posts in the order of ``public_posts()``, or of a search in its own.

    PostgreSQL has no index that puts missing dates last. With missing dates first, it finds the
    newest posts by the index of dates, so this is tried before.
    """
    if start == 0 and isinstance(posts, QuerySet):
        found = list(posts.order_by("-first_published_at", "-pk")[:stop])
        if all(one.first_published_at for one in found):
            return found
    return list(posts[start:stop])


def only_link_fields(found: Any) -> Iterable[Any]:
    """Return the posts with only those fields loaded that a link or a cached card needs."""
    return found.only(*LINK_FIELDS) if isinstance(found, QuerySet) else found


def link_rows(found: Iterable[Any]) -> list[Any]:
    """Return specific pages as rows of the base page, with the fields for links, in their order."""
    pks = [page.pk for page in found]
    pages = swapper.load_model("wagtailcore", "Page").objects.only(*LINK_FIELDS, "alias_of")
    rows = pages.in_bulk(pks)
    return [rows[pk] for pk in pks if pk in rows]


def in_categories(posts: Any, categories: Iterable[Category]) -> QuerySet:
    return with_row(posts, "post_categories", category__in=[one.pk for one in categories])


def with_tag(posts: Any, tag: Tag) -> QuerySet:
    return with_row(posts, "post_tags", tag=tag)


def by_author(posts: Any, author: Author) -> QuerySet:
    """Keep the posts by an author, or by a translation of the author."""
    return with_row(posts, "post_authors", author__translation_key=author.translation_key)


def with_row(posts: Any, relation: str, **lookup: Any) -> QuerySet:
    """Keep the posts with a matching row. Each post type has its own table of rows."""
    found = Q(pk__in=[])
    for model in row_models(relation):
        found |= Q(pk__in=model.objects.filter(**lookup).values(post_field_name(model)))
    return posts.filter(found)


def post_ids_by(found: Any, relation: str, name: str) -> dict[Any, set[int]]:
    """Return ids of posts, grouped by a field of their rows, in one query for each table."""
    listed: dict[Any, set[int]] = defaultdict(set)
    pks = found.order_by().values("pk")
    for model in row_models(relation):
        key = post_field_name(model)
        named = model.objects.filter(**{f"{key}__in": pks}).order_by()
        for value, pk in named.values_list(name, f"{key}_id"):
            listed[value].add(pk)
    return listed


def post_counts_by(found: Any, relation: str, name: str) -> Counter[Any]:
    """Return numbers of posts by a field of their rows, in one query for each table."""
    counted: Counter[Any] = Counter()
    pks = found.order_by().values("pk")
    for model in row_models(relation):
        key = post_field_name(model)
        named = model.objects.filter(**{f"{key}__in": pks}).order_by().values_list(name)
        counted.update(dict(named.annotate(Count(key, distinct=True))))
    return counted


def published_between(posts: Any, first: date, after: date) -> QuerySet:
    """Keep the posts published from ``first`` up to, but not on, ``after``, in local time."""
    return posts.filter(
        first_published_at__gte=start_of_day(first), first_published_at__lt=start_of_day(after)
    )


@cache
def row_models(relation: str) -> list[Any]:
    """Return the models of the rows that posts have under this relation's name."""
    children = [child for model in post_models() for child in model._meta.related_objects]
    return list({child.related_model: None for child in children if child.name == relation})


def post_field_name(rows_model: Any) -> str:
    """Return the name of the field that points to the post in such rows."""
    names = {field.name for field in rows_model._meta.get_fields()}
    return "page" if "page" in names else "content_object"
