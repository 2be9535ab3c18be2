"""Authors, as an API tells of them to those who show a page."""

from typing import Any


def author_representation(author: Any) -> dict[str, Any] | None:
    """Return an author whose bio is published, in short; None for another one."""
    if author is None or not author.live:
        return None
    return byline_representation(author) | {
        "job_title": author.job_title,
        "short_bio": author.short_bio,
    }


def byline_representation(author: Any) -> dict[str, Any]:
    """Return who wrote a post, which is no secret, whether or not there is a bio."""
    return {"id": author.pk, "slug": author.slug, "name": author.name_with_letters}
