"""What the search of a site finds of concerns and approaches."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.concerns.links import links_of_site
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.content.search.site_search import (
    MAX_FOUND,
    Found,
    Query,
    register_search_source,
)
from wagtail_therapy.content.visibility import without_repeated_aliases_for_search

from . import querysets

# "depressed" is about "Depression", and "anxious" about "Anxiety".
SHORTEST_STEM = 4
LONGEST_ENDING = 3


def register() -> None:
    heading = _("What brings you here?")
    register_search_source("concerns", heading, find_concerns, suggest=suggest_concerns, order=10)
    register_search_source("approaches", _("Approaches"), find_approaches, order=20)


def find_concerns(query: Query) -> list[Found]:
    """Return the concerns that are named, or whose description has all the words.

    Word endings don't matter for names. It doesn't ask the search backend, because a practice has
    few concerns.
    """
    links = {one.name: one.url for one in links_of_site(query.request, query.locale_id)}
    concerns = Concern.objects.filter(locale=query.locale_id, name__in=links) if links else []
    words = query.words.casefold().split()
    found = [one for one in concerns if _is_named(one.name, words) or _has_all(one, words)]
    return [Found(one.name, links[one.name], one.description) for one in found[:MAX_FOUND]]


def suggest_concerns(query: Query) -> list[Found]:
    """Return links to all concerns of the site."""
    return [Found(one.name, one.url) for one in links_of_site(query.request, query.locale_id)]


def find_approaches(query: Query) -> list[Found]:
    listed = querysets.readable_on(query.site, query.locale_id)
    found = without_repeated_aliases_for_search(listed).only("pk")
    keys = [row.pk for row in query.search(found)]
    pages = querysets.in_brief(listed.filter(pk__in=keys)) if keys else []
    return [
        Found(one.title, one.get_url(query.request), one.short_definition)
        for one in sorted(pages, key=lambda page: keys.index(page.pk))
    ]


def _is_named(name: str, words: Iterable[str]) -> bool:
    names = name.casefold().split()
    return any(one.startswith(stem) for stem in map(_stem, words) if stem for one in names)


def _stem(word: str) -> str:
    length = max(SHORTEST_STEM, len(word) - LONGEST_ENDING)
    return word[:length] if len(word) >= SHORTEST_STEM else ""


def _has_all(concern: Concern, words: Iterable[str]) -> bool:
    text = f"{concern.name} {concern.description}".casefold()
    return all(word in text for word in words)
