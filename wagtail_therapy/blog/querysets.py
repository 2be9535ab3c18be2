"""Posts as a stranger may see them: the one place that says which these are.

Every list, archive, feed, search, sitemap and block of ours begins with ``listed()``. What is
looked up by its key, such as an editor's choice, is asked of ``readable()``.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import swapper
from django.apps import apps
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Site

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.local_dates import start_of_day
from wagtail_therapy.content.visibility import (
    public_pages,
    site_pages,
    specific_pages,
    unique_originals,
    without_repeated_aliases_for_search,
)

from .authored import AuthoredMixin
from .models import Category

DATES = ("first_published_at", "last_published_at")
LINKED = ("title", "url_path", "locale", "content_type", *DATES)


@cache
def models() -> list[Any]:
    """Return the page types of posts, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, AuthoredMixin)]


def readable(pages: Any, locale_id: int) -> QuerySet:
    """Return the posts among the pages that a stranger may read, newest first.

    Live, in public, not from the future, in one language. They are rows of the base page; end with
    ``specific()`` where more is shown than title and address.
    """
    shown = public_pages(pages, models(), locale_id)
    # A page that was added live, by a script for instance, has no date.
    is_out = Q(first_published_at__lte=timezone.now()) | Q(first_published_at__isnull=True)
    newest_first = F("first_published_at").desc(nulls_last=True)
    return shown.filter(is_out).order_by(newest_first, "-pk")


def listed(pages: Any, locale_id: int) -> QuerySet:
    """Return the readable posts among the pages, each once: no alias beside its original."""
    return without_repeated_aliases_for_search(readable(pages, locale_id))


def listed_on(site: Site, locale_id: int) -> QuerySet:
    """Return the readable posts of all blogs of a site, each once, newest first."""
    return listed(site_pages(site, locale_id), locale_id)


def to_come() -> QuerySet:
    """Return the posts that bear a date in the future, as rows of the base page."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.type(*models()).filter(first_published_at__gt=timezone.now())


def readable_on(site: Site, locale_id: int) -> QuerySet:
    """Return the posts of all blogs of a site that a stranger may read, newest first."""
    return readable(site_pages(site, locale_id), locale_id)


def readable_choices(chosen: Any, site: Site, locale_id: int) -> list[Any]:
    """Return the posts that an editor has chosen in a stream, each once, in order, if readable."""
    pks = [child.value.pk for child in chosen if child.value]
    found = specific_pages(readable_on(site, locale_id).filter(pk__in=pks)) if pks and site else []
    return unique_originals(sorted(found, key=lambda post: pks.index(post.pk)))


def linked(found: Any) -> Iterable[Any]:
    """Return posts, found in any way, reading no more of them than a link or a kept card needs."""
    return found.only(*LINKED) if isinstance(found, QuerySet) else found


def in_categories(posts: Any, categories: Iterable[Category]) -> QuerySet:
    return having(posts, "post_categories", category__in=[one.pk for one in categories])


def with_tag(posts: Any, tag: Tag) -> QuerySet:
    return having(posts, "post_tags", tag=tag)


def by_author(posts: Any, author: Author) -> QuerySet:
    """Keep the posts that name an author, or a translation of the author's bio."""
    return having(posts, "post_authors", author__translation_key=author.translation_key)


def having(posts: Any, relation: str, **lookup: Any) -> QuerySet:
    """Keep the posts that have a row like this. Posts of several types have several tables."""
    found = Q(pk__in=[])
    for model in rows(relation):
        found |= Q(pk__in=model.objects.filter(**lookup).values(key_to_post(model)))
    return posts.filter(found)


def listed_under(found: Any, relation: str, name: str) -> dict[Any, set[int]]:
    """Return the ids of the posts by what their rows hold, in a query for each table of rows."""
    listed: dict[Any, set[int]] = defaultdict(set)
    pks = found.order_by().values("pk")
    for model in rows(relation):
        key = key_to_post(model)
        named = model.objects.filter(**{f"{key}__in": pks}).order_by()
        for value, pk in named.values_list(name, f"{key}_id"):
            listed[value].add(pk)
    return listed


def published_between(posts: Any, first: date, after: date) -> QuerySet:
    """Keep the posts published from the first day on and before the other, by the host's clock."""
    return posts.filter(
        first_published_at__gte=start_of_day(first), first_published_at__lt=start_of_day(after)
    )


def rows(relation: str) -> list[Any]:
    """Return the models whose rows hang on posts under that name."""
    children = [child for model in models() for child in model._meta.related_objects]
    return list({child.related_model: None for child in children if child.name == relation})


def key_to_post(rows_model: Any) -> str:
    """Return the name of the field of such rows that holds the post."""
    names = {field.name for field in rows_model._meta.get_fields()}
    return "page" if "page" in names else "content_object"
