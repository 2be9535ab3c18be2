"""What bios show of many authors, in a number of queries that does not grow with them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

# As in portrait.html, so that there is one file of it.
PORTRAIT = "fill-320x320|format-webp"


def fetch_bios(authors: Iterable[Any]) -> None:
    """Fetch the rows and photos of authors whose bio is published."""
    photos: Any = get_image_model()._default_manager.all()
    # A host's image model may have a manager of its own.
    if hasattr(photos, "prefetch_renditions"):
        photos = photos.prefetch_renditions(PORTRAIT)
    live = [author for author in authors if author.live]
    prefetch_related_objects(live, "licenses", "links", "degrees", Prefetch("photo", photos))
