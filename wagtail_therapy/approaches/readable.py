"""Approaches as a stranger may see them: the one place that says which these are.

Every list, comparison and block of ours begins with ``readable()``.
"""

from typing import Any

from django.apps import apps

from wagtail_therapy.approaches.authored import AuthoredMixin
from wagtail_therapy.content.public_pages import pages_of, public


def models() -> list[Any]:
    """Return the page types of approaches, the host's and ours."""
    return [model for model in apps.get_models() if issubclass(model, AuthoredMixin)]


def readable(pages, locale_id: int):
    """Return the approaches among the pages that a stranger may read, by title.

    Live, in public, in one language. They are rows of the base page; end with ``in_brief()`` where
    more is shown than title and address.
    """
    return public(pages, models(), locale_id).order_by("title", "pk")


def readable_on(site, locale_id: int):
    """Return the approaches of a site that a stranger may read, by title."""
    return readable(pages_of(site, locale_id), locale_id)


def in_brief(found) -> list[Any]:
    """Return a queryset of the base page as what the pages are, by title, without their bodies.

    One query for each page type that a site has for approaches, with their families.
    """
    pks = found.order_by().values("pk")
    approaches = [one for model in models() for one in _of_type(model, pks)]
    return sorted(approaches, key=lambda one: (one.title.casefold(), one.pk))


def _of_type(model, pks):
    # A host's type may continue ours, and then has a row in both tables.
    pages = model.objects.exact_type(model).filter(pk__in=pks)
    return pages.defer_streamfields().select_related("family")


def readable_choices(chosen, site, locale_id: int) -> list[Any]:
    """Return the approaches that an editor has chosen, in their order and without bodies.

    Each is the one of the language, of which the chosen may be a translation. What a stranger may
    not read, and what was deleted, is left out.
    """
    keys = list(dict.fromkeys(page.translation_key for page in chosen if page))
    if not keys or site is None:
        return []
    found = in_brief(readable_on(site, locale_id).filter(translation_key__in=keys))
    return sorted(found, key=lambda approach: keys.index(approach.translation_key))
