from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.approaches import querysets
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.translations import in_locale
from wagtail_therapy.content.visibility import unique_originals


def approaches_offered_by(author: Author, request: HttpRequest | None) -> list[Any]:
    """Return the author's approaches on the request's site that a stranger may read, by title.

    They are of the author's language, and of every page type that is an approach.
    """
    site = Site.find_for_request(request) if request else None
    if site is None or not author.pk:
        return []
    found = [page for model in querysets.models() for page in _offers(model, author)]
    here = [page for page in found if _site_id(page, request) == site.pk]
    keys = {page.pk for page in here}
    once = unique_originals(page for page in here if page.alias_of_id not in keys)
    return sorted(once, key=lambda page: (page.title, page.pk))


def offering_authors(approaches: Iterable[Any], locale_id: int) -> dict[int, list[Author]]:
    """Return by the key of each approach who offers it, as ``get_offering_authors()`` does.

    In a number of queries that does not grow with them.
    """
    approaches = list(approaches)
    pairs = [
        pair for model in {type(one) for one in approaches} for pair in _pairs(model, approaches)
    ]
    found = Author.objects.filter(pk__in={author for _pk, author in pairs}, live=True)
    authors = {one.pk: one for one in found} if pairs else {}
    shown = dict(zip(authors, in_locale(authors.values(), locale_id), strict=True))
    named: dict[int, dict[Any, Author]] = {one.pk: {} for one in approaches}
    for pk, author in pairs:
        if author in shown:
            named[pk][shown[author].translation_key] = shown[author]
    return {pk: sorted(some.values(), key=_by_name) for pk, some in named.items()}


def _pairs(model: Any, approaches: list[Any]) -> Iterator[tuple[int, int]]:
    key = model.offered_by.field.m2m_field_name()
    pks = [one.pk for one in approaches if type(one) is model]
    rows = model.offered_by.through.objects.filter(**{f"{key}__in": pks}).order_by()
    yield from rows.values_list(f"{key}_id", "author_id")


def _by_name(author: Author) -> tuple[str, int]:
    return author.name, author.pk


def _offers(model: Any, author: Author) -> QuerySet:
    # A page that was copied for translation names the authors of its original.
    everybody = {"offered_by__translation_key": author.translation_key}
    pages = model.objects.live().public().filter(locale=author.locale_id, **everybody)
    return pages.distinct().defer_streamfields()


def _site_id(page: Any, request: HttpRequest) -> int | None:
    parts = page.get_url_parts(request)
    return parts and parts[0]
