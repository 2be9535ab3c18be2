"""Fetches what pages show of several authors, in a fixed number of queries."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from wagtail_therapy.content.pictures.renditions import images_with_renditions
from wagtail_therapy.content.pictures.uses import stored_specs

# Of a photo, for all that show it, so that they use one file.
[PORTRAIT] = stored_specs("portrait")


def with_portraits(authors: Iterable[Any]) -> list[Any]:
    """Return the authors with their photos."""
    authors = list(authors)
    prefetch_related_objects(authors, _photos())
    return authors


def fetch_bios(authors: Iterable[Any]) -> None:
    """Fetch the rows and photos of those authors whose bios are published."""
    live = [author for author in authors if author.live]
    prefetch_related_objects(live, "licenses", "links", "degrees", _photos())


def _photos() -> Prefetch:
    return Prefetch("photo", images_with_renditions(PORTRAIT))
