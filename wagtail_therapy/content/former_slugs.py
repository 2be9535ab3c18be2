"""Former slugs of snippets and pages, whose URLs redirect to the current ones."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from .models import FormerSlug


def remember_slug(instance: Any, slug: str) -> None:
    """Record a slug that the object had until now. Its current slug is no longer a former one."""
    instance.former_slugs.update_or_create(slug=slug, defaults={"left_at": timezone.now()})
    instance.former_slugs.filter(slug=instance.slug).delete()


def former_slugs_of(models: Iterable[Any], slugs: Iterable[str]) -> list[FormerSlug]:
    """Return the records of these slugs for objects of these models, most recent first."""
    types = ContentType.objects.get_for_models(*models).values()
    # PostgreSQL doesn't accept NUL in a text.
    known = [slug for slug in slugs if "\0" not in slug]
    return list(FormerSlug.objects.filter(content_type__in=types, slug__in=known))


def find_by_former_slug(model: Any, slug: str, locale_id: int, shown: Iterable[Any]) -> Any | None:
    """Return the snippet among ``shown`` for a URL whose slug none of them has, or None.

    It is the one that had the slug most recently, or has it in another language, or a translation
    of that one.
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
    """Return a permanent redirect that keeps the query string, and that browsers don't cache.

    If they cached it, a slug that is changed back would cause a redirect loop.
    """
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    patch_cache_control(response, no_cache=True)
    return response
