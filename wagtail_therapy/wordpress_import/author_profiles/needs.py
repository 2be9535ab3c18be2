"""Which new authors have neither a bio nor a picture yet, as far as they aren't edited here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail_therapy.authors.models import Author

from ..models import ImportedAuthor, OldSite
from ..options import Options


@dataclass(frozen=True)
class Needs:
    bio: bool
    picture: bool


def rows_in_need(old_site: OldSite, options: Options) -> Iterator[ImportedAuthor]:
    """Yield the authors that imports made, and that lack something which is wanted.

    Nothing is brought twice: what isn't there any more was removed.
    """
    made = old_site.authors.filter(is_made=True, is_profile_brought=False)
    for row in made.select_related("author").order_by("pk"):
        needs = needs_of(row.author, options)
        if needs.bio or needs.picture:
            yield row


def needs_of(author: Author, options: Options) -> Needs:
    """Return what an author lacks. One with a bio or a picture may have been edited like that."""
    draft = draft_of(author)
    has_bio = any(one.short_bio or one.long_bio for one in (author, draft))
    has_picture = any(one.photo_id for one in (author, draft))
    is_open = draft is author or not (has_bio or has_picture)
    return Needs(
        bio=options.author_bios and is_open and not has_bio,
        picture=options.author_pictures and is_open and not has_picture,
    )


def draft_of(author: Author) -> Any:
    """Return what editors see: the latest revision, or the author if no one has edited them."""
    # Not `get_latest_revision_as_object()`, which returns the public one if it's the same.
    revision = author.get_latest_revision()
    return revision.as_object() if revision else author
