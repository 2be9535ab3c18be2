"""Approaches as a stranger may see them: the one place that says which these are.

Every list and comparison of ours begins with ``listed()``. What an editor has chosen is asked of
``readable()``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Site

from wagtail_therapy.approaches.authored import AuthoredMixin
from wagtail_therapy.approaches.outlines import Outline, outline, outline_rows
from wagtail_therapy.content.visibility import (
    public_pages,
    site_pages,
    unique_originals,
    without_repeated_aliases,
)

# What a list says of a family, and what its translation is found by.
FAMILY_FIELDS = ["name", "description", "sort_order", "locale", "translation_key"]


def models() -> list[Any]:
    """Return the page types of approaches, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, AuthoredMixin)]


def readable(pages: Any, locale_id: int) -> QuerySet:
    """Return the approaches among the pages that a stranger may read, by title.

    Live, in public, in one language. They are rows of the base page; end with ``in_brief()`` where
    more is shown than title and address.
    """
    return public_pages(pages, models(), locale_id).order_by("title", "pk")


def readable_on(site: Site, locale_id: int) -> QuerySet:
    """Return the approaches of a site that a stranger may read, by title."""
    return readable(site_pages(site, locale_id), locale_id)


def listed(pages: Any, locale_id: int) -> QuerySet:
    """Return the readable approaches among the pages, each once: no alias beside its original."""
    return without_repeated_aliases(readable(pages, locale_id))


def in_brief(found: Any) -> list[Any]:
    """Return a queryset of the base page as what the pages are, by title, without their bodies.

    One query for each page type that a site has for approaches, with their families.
    """
    brief = (pages.defer_streamfields() for pages in _of_each_type(found))
    families = ["family", "second_family"]
    return by_title(one for pages in brief for one in pages.select_related(*families))


def for_cards(outlines: Iterable[Outline]) -> list[Any]:
    """Return the approaches that these outlines are of, by title, with what cards show.

    That is ``card_fields`` of their type; anything else of a page costs a query when it is asked.
    """
    pks = defaultdict(list)
    for one in outlines:
        pks[one.model].append(one.pk)
    return by_title(
        one
        for model, some in pks.items()
        for one in model.objects.filter(pk__in=some)
        .select_related("family")
        .only(*model.card_fields, *(f"family__{name}" for name in FAMILY_FIELDS))
    )


def outlines(found: Any) -> list[Outline]:
    """Return what the approaches are narrowed by, in one query for all page types."""
    types = models()
    first, *others = [
        outline_rows(pages, place) for place, pages in enumerate(_of_each_type(found))
    ]
    rows = first.union(*others, all=True) if others else first
    return by_title(outline(types, row) for row in rows)


def by_title(approaches: Iterable[Any]) -> list[Any]:
    return sorted(approaches, key=lambda one: (one.title.casefold(), one.pk))


def _of_each_type(found: Any) -> Iterator[Any]:
    pks = found.order_by().values("pk")
    for model in models():
        # A host's type may continue ours, and then has a row in both tables.
        yield model.objects.exact_type(model).filter(pk__in=pks).order_by()


def readable_choices(chosen: Iterable[Any], site: Site | None, locale_id: int) -> list[Any]:
    """Return the approaches that an editor has chosen, in their order and without bodies.

    Each is the one of the language: the chosen may be a translation of it. What a stranger may
    not read, and what was deleted, is left out.
    """
    keys = list(dict.fromkeys(page.translation_key for page in chosen if page))
    if not keys or site is None:
        return []
    found = in_brief(readable_on(site, locale_id).filter(translation_key__in=keys))
    in_order = sorted(found, key=lambda approach: keys.index(approach.translation_key))
    return unique_originals(in_order)
