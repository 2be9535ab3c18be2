"""Fetches what pages show of several authors, in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from wagtail_therapy.content.images import images_with_renditions

# As in portrait.html, so that both use one file.
PORTRAIT = "fill-320x320|format-webp"


def with_portraits(authors: Iterable[Any]) -> list[Any]:
    """Return the authors with their photos."""
    authors = list(authors)
    prefetch_related_objects(authors, _photos())
    return authors


def fetch_bios(authors: Iterable[Any]) -> None:
    """Fetch the rows and photos of those authors whose bios are published."""
    live = [author for author in authors if author.live]
    prefetch_related_objects(live, "licenses", "links", "degrees", _photos())


def are_unchanged(authors: Iterable[Any]) -> bool:
    """Whether these authors, which may come from the cache, are published as they were then."""
    authors = list(authors)
    if not authors:
        return True
    rows = type(authors[0]).objects.filter(pk__in=[one.pk for one in authors]).order_by()
    now = {pk: told for pk, *told in rows.values_list("pk", "live", "last_published_at")}
    return all(now.get(one.pk) == [one.live, one.last_published_at] for one in authors)


def _photos() -> Prefetch:
    return Prefetch("photo", images_with_renditions(PORTRAIT))
