"""The authors that a site shows to everyone, on team pages and on pages that they wrote."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Locale

from wagtail_therapy.authors.author_deletion import authored_models
from wagtail_therapy.authors.mixins import TeamPageMixin
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.visibility import exclude_future, public_pages, site_pages


def public_authors(site: Any) -> Any:
    """Return the published authors on public pages of the site, in all languages."""
    return Author.objects.filter(live=True, translation_key__in=named_authors(site))


def named_authors(site: Any) -> set[Any]:
    """Return the translation keys of the authors on public pages, with a query for each type."""
    keys: set[Any] = set()
    for locale in Locale.objects.all():
        pages = site_pages(site, locale.pk)
        keys |= _with_profile(pages, locale.pk) | _credited(pages, locale.pk)
    return keys


def _with_profile(pages: Any, locale_id: int) -> set[Any]:
    found: set[Any] = set()
    for model in apps.get_models():
        if issubclass(model, TeamPageMixin):
            for team in _of_type(model, pages, locale_id):
                found.update(team.get_profiles().values_list("translation_key", flat=True))
    return found


def _credited(pages: Any, locale_id: int) -> set[Any]:
    found: set[Any] = set()
    for model in authored_models():
        for name in _author_lookups(model):
            rows = _of_type(model, pages, locale_id).values_list(f"{name}__translation_key")
            found.update(key for (key,) in rows.order_by() if key)
    return found


def _author_lookups(model: Any) -> Iterator[str]:
    yield f"{model.authors_relation}__author"
    # Such as the authors who offer an approach.
    yield from (one.name for one in model._meta.many_to_many if one.related_model is Author)


def _of_type(model: Any, pages: Any, locale_id: int) -> QuerySet:
    shown = exclude_future(public_pages(pages, [model], locale_id)).order_by().values("pk")
    return model.objects.filter(pk__in=shown)
