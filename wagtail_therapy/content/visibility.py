"""Querysets of public pages of any type, for posts and approaches."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

import swapper
from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from wagtail_therapy.content.caching import remembered


def public_pages(pages: Any, models: Iterable[Any], locale_id: int) -> QuerySet:
    """Return the pages of these types in one language that strangers may read: live and public.

    They are rows of the base page. Call ``specific_pages()`` if you show more than title and link.
    """
    return exclude_private(pages.type(*models)).filter(live=True, locale=locale_id)


def exclude_private(pages: Any) -> QuerySet:
    """Keep the pages without a view restriction on them or above them.

    The same as Wagtail's ``public()``, which loads all restricted pages, though paths are enough.
    """
    private = [Q(path__startswith=path) for path in private_paths()]
    return pages.exclude(reduce(or_, private)) if private else pages


def private_paths() -> list[str]:
    """Return the paths of all pages with a view restriction. Asked once for each request."""
    paths = PageViewRestriction.objects.values_list("page__path", flat=True).order_by()
    return remembered("private paths", lambda: list(paths))


def exclude_private_among_few(pages: Any) -> QuerySet:
    """Do the same without a query for the restrictions, comparing each page with each of them."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(of=path)
    return pages.exclude(Exists(restrictions.filter(of__startswith=F("page__path"))))


def exclude_future(pages: QuerySet) -> QuerySet:
    """Leave out the pages with a date in the future, which may be live already."""
    return pages.exclude(first_published_at__gt=timezone.now())


def without_repeated_aliases(pages: QuerySet) -> QuerySet:
    """Leave out aliases that repeat a page, so that each text is listed once.

    If the original isn't among the pages, for instance because it is in another blog, its first
    alias stays.
    """
    return pages.filter(Q(alias_of=None) | ~_repeated(pages))


def without_repeated_aliases_for_search(pages: QuerySet) -> QuerySet:
    """Do the same as ``without_repeated_aliases()`` with a slower query that can be searched.

    Wagtail's search can't filter by ``alias_of``.
    """
    repeated = pages.order_by().filter(_repeated(pages), alias_of__isnull=False)
    return pages.exclude(pk__in=repeated.values("pk"))


def _repeated(pages: QuerySet) -> Exists:
    """Return a condition for aliases whose original, or an earlier alias of it, is listed."""
    same = Q(pk=OuterRef("alias_of")) | Q(alias_of=OuterRef("alias_of"), pk__lt=OuterRef("pk"))
    return Exists(pages.order_by().filter(same))


def first_without_repeated_aliases(pages: QuerySet, number: int) -> list[Any]:
    """Return the first pages without repeated aliases. Much faster if there are no aliases."""
    first = list(pages[:number])
    return (
        list(without_repeated_aliases(pages)[:number])
        if any(one.alias_of_id for one in first)
        else first
    )


def exclude_pages(pages: QuerySet, shown: Iterable[Any]) -> QuerySet:
    """Leave out pages that are shown elsewhere, with their aliases and originals."""
    keys = {original_key(page) for page in shown}
    return pages.exclude(Q(pk__in=keys) | Q(alias_of__isnull=False, alias_of__in=keys))


def unique_originals(pages: Iterable[Any]) -> list[Any]:
    """Return the pages in their order, without aliases that repeat one of them."""
    found: dict[Any, Any] = {}
    for page in pages:
        found.setdefault(original_key(page), page)
    return list(found.values())


def original_key(page: Any) -> Any:
    """Return the id of an alias's original, or the page's own id."""
    return page.alias_of_id or page.pk


def site_pages(site: Site, locale_id: int) -> QuerySet:
    """Return all pages of a site in one language, as rows of the base page."""
    home = site.root_page
    if home.locale_id != locale_id:
        # In Wagtail, home pages in other languages are siblings of the site's.
        home = home.get_translations().filter(locale=locale_id).first() or home
    return swapper.load_model("wagtailcore", "Page").objects.descendant_of(home)


def specific_pages(found: Iterable[Any]) -> list[Any]:
    """Return rows of the base page as specific pages, in their order."""
    return as_specific(found, lambda pages: pages)


def specific_without_bodies(found: Iterable[Any]) -> list[Any]:
    """Return specific pages without their bodies, which take longest to load."""
    return as_specific(found, lambda pages: pages.defer_streamfields())


def as_specific(found: Iterable[Any], read: Callable[[Any], Any]) -> list[Any]:
    """Return specific pages. ``read`` changes the queryset of each page type."""
    rows = list(found.only("content_type") if isinstance(found, QuerySet) else found)
    models = {page.cached_content_type.model_class() for page in rows}
    pks = [page.pk for page in rows]
    pages = {page.pk: page for one in models for page in read(one.objects.filter(pk__in=pks))}
    return [pages[pk] for pk in pks if pk in pages]
