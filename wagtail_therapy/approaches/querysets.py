"""The approaches that a stranger may read.

Our lists and comparisons start from ``listed()``, and editors' choices from ``readable()``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from wagtail.models import Site

from wagtail_therapy.approaches.authored import AuthoredApproachMixin
from wagtail_therapy.approaches.summaries import (
    ApproachSummary,
    approach_summary,
    approach_summary_rows,
)
from wagtail_therapy.content.caching import remembered
from wagtail_therapy.content.visibility import (
    exclude_private_among_few,
    public_pages,
    site_pages,
    unique_originals,
    without_repeated_aliases,
)

# The fields of a family that lists show, and those that find its translation.
FAMILY_FIELDS = ["name", "description", "sort_order", "locale", "translation_key"]


def models() -> list[Any]:
    """Return the page types of approaches, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, AuthoredApproachMixin)]


def row_models(relation: str) -> list[Any]:
    """Return the models of the rows that approaches have under this relation's name."""
    children = [child for model in models() for child in model._meta.related_objects]
    return list({child.related_model: None for child in children if child.name == relation})


def readable(pages: Any, locale_id: int) -> QuerySet:
    """Return the approaches among the pages that a stranger may read, by title.

    They are live, public, in one language, and rows of the base page. End with ``in_brief()`` if
    you show more than their title and address.
    """
    return public_pages(pages, models(), locale_id).order_by("title", "pk")


def readable_on(site: Site, locale_id: int) -> QuerySet:
    """Return the approaches of a site that a stranger may read, by title."""
    return readable(site_pages(site, locale_id), locale_id)


def listed(pages: Any, locale_id: int) -> QuerySet:
    """Return the readable approaches among the pages, each once: no alias beside its original."""
    return without_repeated_aliases(readable(pages, locale_id))


def in_brief(found: Any) -> list[Any]:
    """Return rows of the base page as specific pages, by title, without their bodies.

    Takes one query for each page type of approaches, families included.
    """
    brief = (pages.defer_streamfields() for pages in _by_page_type(found))
    families = ["family", "second_family"]
    return by_title(one for pages in brief for one in pages.select_related(*families))


def with_card_fields(outlines: Iterable[ApproachSummary]) -> list[Any]:
    """Return the approaches of these outlines, by title, with what cards show.

    That is ``card_fields`` of their type; any other field of a page costs a query when it is read.
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


def approach_summaries(found: Any) -> list[ApproachSummary]:
    """Return what filters need of the approaches, in one query for all page types."""
    types = models()
    first, *others = [
        approach_summary_rows(pages, place) for place, pages in enumerate(_by_page_type(found))
    ]
    # Django 6.1 gives a union the order of its model, which these columns don't have.
    rows = first.union(*others, all=True).order_by() if others else first
    return by_title(approach_summary(types, row) for row in rows)


def by_title(approaches: Iterable[Any]) -> list[Any]:
    return sorted(approaches, key=lambda one: (one.title.casefold(), one.pk))


def _by_page_type(found: Any) -> Iterator[Any]:
    pks = found.order_by().values("pk")
    for model in models():
        # A host's type may inherit from ours, and then has a row in both tables.
        yield model.objects.exact_type(model).filter(pk__in=pks).order_by()


def readable_choices(chosen: Iterable[Any], site: Site | None, locale_id: int) -> list[Any]:
    """Return the approaches that an editor has chosen, in their order and without bodies.

    Each is in the language, even if the editor chose a translation of it. Private and deleted pages
    are left out.
    """
    keys = list(dict.fromkeys(page.translation_key for page in chosen if page))
    if not keys or site is None:
        return []
    # Several blocks of a page often choose the same.
    asked = ("chosen approaches", site.pk, locale_id, frozenset(keys))
    found = remembered(asked, lambda: _readable_with_keys(keys, site, locale_id))
    in_order = sorted(found, key=lambda approach: keys.index(approach.translation_key))
    return unique_originals(in_order)


def _readable_with_keys(keys: list[Any], site: Site, locale_id: int) -> list[Any]:
    here = site_pages(site, locale_id).type(*models())
    live = here.filter(live=True, locale=locale_id, translation_key__in=keys)
    return in_brief(exclude_private_among_few(live))
