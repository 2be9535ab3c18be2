from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.translations import in_locale

# As in portrait.html.
PORTRAIT = "fill-320x320|format-webp"


def whole_team(locale_id: int) -> list[Author]:
    """Return all authors of the locale that are published, by name."""
    return with_portraits(Author.objects.filter(locale=locale_id, live=True).order_by("name", "pk"))


def chosen_team(chosen: Iterable[Author | None], locale_id: int) -> list[Author]:
    """Return the published ones of those an editor chose, once each and in the chosen order.

    They are given as their translation where there is one. ``None`` is an author who was deleted.
    """
    published = [author for author in chosen if author and author.live]
    translated = {author.translation_key: author for author in in_locale(published, locale_id)}
    return with_portraits(translated.values())


def with_portraits(authors: Iterable[Author]) -> list[Author]:
    """Return the authors with their photos, in a number of queries that does not grow."""
    authors = list(authors)
    photos: Any = get_image_model()._default_manager.all()
    # A host's image model may have a manager of its own.
    if hasattr(photos, "prefetch_renditions"):
        photos = photos.prefetch_renditions(PORTRAIT)
    prefetch_related_objects(authors, Prefetch("photo", photos))
    return authors
