"""Which authors offer which approaches."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.translations import in_locale
from wagtail_therapy.content.visibility import unique_originals

from . import querysets


def approaches_offered_by(author: Author, request: HttpRequest | None) -> list[Any]:
    """Return the author's approaches on the request's site that a stranger may read, by title.

    They are in the author's language, and of any page type that is an approach.
    """
    site = Site.find_for_request(request) if request else None
    if site is None or not author.pk:
        return []
    found = [page for model in querysets.models() for page in _offered_pages(model, author)]
    here = [page for page in found if (page.get_url_parts(request) or [None])[0] == site.pk]
    keys = {page.pk for page in here}
    once = unique_originals(page for page in here if page.alias_of_id not in keys)
    return sorted(once, key=lambda page: (page.title, page.pk))


def offering_authors(approaches: Iterable[Any], locale_id: int) -> dict[int, list[Author]]:
    """Return the authors who offer each approach by its key, as ``get_offering_authors()`` does.

    The number of queries does not grow with the approaches.
    """
    approaches = list(approaches)
    pairs = offer_pairs(approaches)
    found = Author.objects.filter(pk__in={author for _pk, author in pairs}, live=True)
    authors = {one.pk: one for one in found} if pairs else {}
    shown = dict(zip(authors, in_locale(authors.values(), locale_id), strict=True))
    named: dict[int, dict[Any, Author]] = {one.pk: {} for one in approaches}
    for pk, author in pairs:
        if author in shown:
            named[pk][shown[author].translation_key] = shown[author]
    return {pk: sorted(some.values(), key=_by_name) for pk, some in named.items()}


def offer_pairs(approaches: Iterable[Any]) -> list[tuple[int, int]]:
    """Return a pair of keys, of the approach and of the author, for each offer."""
    return [
        pair
        for rows, key in offer_rows(approaches)
        for pair in rows.values_list(f"{key}_id", "author_id")
    ]


def offer_rows(approaches: Iterable[Any]) -> Iterator[tuple[QuerySet, str]]:
    """Yield the rows of each page type, and the name of their foreign key to the page."""
    pks = defaultdict(list)
    for one in approaches:
        pks[type(one)].append(one.pk)
    for model, group in pks.items():
        key = model.offered_by.field.m2m_field_name()
        yield model.offered_by.through.objects.filter(**{f"{key}__in": group}).order_by(), key


def _by_name(author: Author) -> tuple[str, int]:
    return author.name, author.pk


def _offered_pages(model: Any, author: Author) -> QuerySet:
    # A page that was copied for translation names the authors of its original.
    by_author = {"offered_by__translation_key": author.translation_key}
    pages = model.objects.live().public().filter(locale=author.locale_id, **by_author)
    return pages.distinct().defer_streamfields()
