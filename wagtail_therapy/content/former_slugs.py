"""Slugs that snippets and pages had before: addresses made of them lead on to the present ones."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from .models import FormerSlug


def remember_slug(instance: Any, slug: str) -> None:
    """Remember that the object had a slug until now, and that what it has now is no former one."""
    instance.former_slugs.update_or_create(slug=slug, defaults={"left_at": timezone.now()})
    instance.former_slugs.filter(slug=instance.slug).delete()


def former_slugs_of(models: Iterable[Any], slugs: Iterable[str]) -> list[FormerSlug]:
    """Return what is remembered of these slugs on objects of these models, the last left first."""
    types = ContentType.objects.get_for_models(*models).values()
    # PostgreSQL takes no NUL in a text.
    known = [slug for slug in slugs if "\0" not in slug]
    return list(FormerSlug.objects.filter(content_type__in=types, slug__in=known))


def find_by_former_slug(model: Any, slug: str, locale_id: int, shown: Iterable[Any]) -> Any | None:
    """Return which of the shown snippets an address with a slug that none of them has leads to.

    It is the one that had the slug last, or has it in another language, else its translation.
    None if there is no such snippet, or it is not shown.
    """
    pks = [model._meta.pk.to_python(one.object_id) for one in former_slugs_of([model], [slug])]
    had = model.objects.in_bulk(pks)
    named = [*(had[pk] for pk in pks if pk in had), *model.objects.filter(slug=slug).order_by("pk")]
    if not named:
        return None
    present = {one.translation_key: one for one in shown}
    own_first = sorted(named, key=lambda one: one.locale_id != locale_id)
    keys = [one.translation_key for one in own_first]
    return next((present[key] for key in keys if key in present), None)


def permanent_redirect(address: str, request: HttpRequest) -> HttpResponse:
    """Redirect for good, with the query of the request.

    Browsers ask again each time. Otherwise a slug that is changed back would send them in circles.
    """
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    patch_cache_control(response, no_cache=True)
    return response
