from collections.abc import Iterable

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.prefetching import with_portraits
from wagtail_therapy.content.translations import in_locale


def full_team(locale_id: int) -> list[Author]:
    """Return all published authors in the locale, by name."""
    return with_portraits(Author.objects.filter(locale=locale_id, live=True).order_by("name", "pk"))


def chosen_team(chosen: Iterable[Author | None], locale_id: int) -> list[Author]:
    """Return the published authors among those an editor chose, in their order, each once.

    They are replaced with their translation if they have one. ``None`` is a deleted author.
    """
    published = [author for author in chosen if author and author.live]
    translated = {author.translation_key: author for author in in_locale(published, locale_id)}
    return with_portraits(translated.values())
