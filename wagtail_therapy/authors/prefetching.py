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


def _photos() -> Prefetch:
    return Prefetch("photo", images_with_renditions(PORTRAIT))
