"""How APIs represent authors."""

from collections.abc import Iterable
from typing import Any

from wagtail_therapy.authors.prefetching import PORTRAIT, fetch_bios
from wagtail_therapy.content.api.representations import MethodField, image_representation

TEXTS = ["job_title", "pronouns", "short_bio"]
LICENSE = [
    "kind",
    "title",
    "number",
    "issuer",
    "status",
    "jurisdiction",
    "register_url",
    "supervisor_name",
    "supervisor_number",
    "employer",
]
DEGREE = ["title", "institution", "year"]
LINK = ["label", "url"]


class AuthorsField(MethodField):
    """The authors that a page's method returns, with all rows of their bios prefetched."""

    def to_representation(self, value: Any) -> Any:
        fetch_bios(value)
        return super().to_representation(value)


def author_representation(author: Any) -> dict[str, Any] | None:
    """Return an author with a published bio, as under a post. None for others."""
    return byline_representation(author) if author is not None and author.live else None


def byline_representation(author: Any) -> dict[str, Any]:
    """Return the author of a page, with the bio if it is published.

    If it isn't, everything except the name is empty.
    """
    name = {"id": author.pk, "slug": author.slug, "name": author.name_with_letters}
    return name | (_bio(author) if author.live else NO_BIO)


def _bio(author: Any) -> dict[str, Any]:
    return {
        **_values(author, TEXTS),
        "languages": author.get_languages(),
        "photo": image_representation(author.photo, PORTRAIT),
        "licenses": licenses_representation(author.get_licenses()),
        "degrees": degrees_representation(author.degrees.all()),
        "links": links_representation(author.links.all()),
    }


NO_BIO: dict[str, Any] = {
    **dict.fromkeys(TEXTS, ""),
    "languages": [],
    "photo": None,
    "licenses": [],
    "degrees": [],
    "links": [],
}


def licenses_representation(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [_values(row, LICENSE) for row in rows]


def degrees_representation(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [_values(row, DEGREE) for row in rows]


def links_representation(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [_values(row, LINK) for row in rows]


def _values(row: Any, names: list[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
