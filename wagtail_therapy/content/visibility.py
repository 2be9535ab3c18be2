"""Pages as a stranger may see them, whatever their types: what posts and approaches share."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

import swapper
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site


def public_pages(pages: Any, models: Iterable[Any], locale_id: int) -> QuerySet:
    """Return the pages of these types that a stranger may read: live, in public, in one language.

    They are rows of the base page; end with ``specific()`` where more is shown than title and
    address.
    """
    return exclude_private(pages.type(*models)).filter(live=True, locale=locale_id)


def exclude_private(pages: Any) -> QuerySet:
    """Keep the pages without a restriction on them or above them, asking the database each time.

    As Wagtail's ``public()``, which reads all of each restricted page where its path is enough.
    """
    paths = PageViewRestriction.objects.values_list("page__path", flat=True).order_by()
    private = [Q(path__startswith=path) for path in paths]
    return pages.exclude(reduce(or_, private)) if private else pages


def exclude_future(pages: QuerySet) -> QuerySet:
    """Leave out the pages with a date in the future, which may be live before their day."""
    return pages.exclude(first_published_at__gt=timezone.now())


def without_repeated_aliases(pages: QuerySet) -> QuerySet:
    """Leave out aliases of pages that are among these, and all but the first alias of another page.

    An alias says what its original says. Where the original is not listed, for instance because it
    lies in another blog, the alias takes its place.
    """
    return pages.filter(Q(alias_of=None) | ~_repeated(pages))


def without_repeated_aliases_for_search(pages: QuerySet) -> QuerySet:
    """Return them as ``each_once()`` does, for a search: it takes longer to put together.

    Wagtail's search filters by few fields of a page, and ``alias_of`` is none of them.
    """
    repeated = pages.order_by().filter(_repeated(pages), alias_of__isnull=False)
    return pages.exclude(pk__in=repeated.values("pk"))


def _repeated(pages: QuerySet) -> Exists:
    """Return the condition for aliases of what is among the pages, once or more, before them."""
    same = Q(pk=OuterRef("alias_of")) | Q(alias_of=OuterRef("alias_of"), pk__lt=OuterRef("pk"))
    return Exists(pages.order_by().filter(same))


def first_without_repeated_aliases(pages: QuerySet, number: int) -> list[Any]:
    """Return the first ones as ``each_once()`` does; in a fraction of its time without aliases."""
    first = list(pages[:number])
    return (
        list(without_repeated_aliases(pages)[:number])
        if any(one.alias_of_id for one in first)
        else first
    )


def exclude_pages(pages: QuerySet, shown: Iterable[Any]) -> QuerySet:
    """Leave out pages that are shown elsewhere, with their aliases and what they are aliases of."""
    keys = {original_key(page) for page in shown}
    return pages.exclude(Q(pk__in=keys) | Q(alias_of__isnull=False, alias_of__in=keys))


def unique_originals(pages: Iterable[Any]) -> list[Any]:
    """Return chosen pages in their order, each text once."""
    found: dict[Any, Any] = {}
    for page in pages:
        found.setdefault(original_key(page), page)
    return list(found.values())


def original_key(page: Any) -> Any:
    """Return the key of the page whose text this one shows: its own, unless it is an alias."""
    return page.alias_of_id or page.pk


def site_pages(site: Site, locale_id: int) -> QuerySet:
    """Return all pages of a site in a language, as rows of the base page."""
    home = site.root_page
    if home.locale_id != locale_id:
        # Wagtail keeps the home page of another language beside that of the site.
        home = home.get_translations().filter(locale=locale_id).first() or home
    return swapper.load_model("wagtailcore", "Page").objects.descendant_of(home)


def specific_pages(found: Iterable[Any]) -> list[Any]:
    """Return pages that were found as rows of the base page as what they are, in their order."""
    return _as_specific(found, lambda pages: pages)


def specific_without_bodies(found: Iterable[Any]) -> list[Any]:
    """Return them as ``specific()`` does, without their bodies, which take longest to read."""
    return _as_specific(found, lambda pages: pages.defer_streamfields())


def _as_specific(found: Iterable[Any], read: Callable[[Any], Any]) -> list[Any]:
    """Return the pages as what they are, each type read by a function of its queryset."""
    rows = list(found.only("content_type") if isinstance(found, QuerySet) else found)
    models = {page.cached_content_type.model_class() for page in rows}
    pks = [page.pk for page in rows]
    pages = {page.pk: page for one in models for page in read(one.objects.filter(pk__in=pks))}
    return [pages[pk] for pk in pks if pk in pages]
