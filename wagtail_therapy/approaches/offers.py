from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Site

from wagtail_therapy.approaches import readable
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.public_pages import first_of_each


def approaches_offered_by(author: Author, request: HttpRequest | None) -> list[Any]:
    """Return the author's approaches on the request's site that a stranger may read, by title.

    They are of the author's language, and of every page type that is an approach.
    """
    site = Site.find_for_request(request) if request else None
    if site is None or not author.pk:
        return []
    found = [page for model in readable.models() for page in _offers(model, author)]
    here = [page for page in found if _site_id(page, request) == site.pk]
    keys = {page.pk for page in here}
    once = first_of_each(page for page in here if page.alias_of_id not in keys)
    return sorted(once, key=lambda page: (page.title, page.pk))


def _offers(model: Any, author: Author) -> QuerySet:
    # A page that was copied for translation names the authors of its original.
    everybody = {"offered_by__translation_key": author.translation_key}
    pages = model.objects.live().public().filter(locale=author.locale_id, **everybody)
    return pages.distinct().defer_streamfields()


def _site_id(page: Any, request: HttpRequest) -> int | None:
    parts = page.get_url_parts(request)
    return parts and parts[0]
