"""What Wagtail's APIs tell of authors and team pages: what their pages show."""

from typing import Any

from wagtail_therapy.authors.representations import author_representation
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.representations import MethodField, ShownField, image_representation

TEXTS = [
    "name",
    "slug",
    "honorific_prefix",
    "post_nominals",
    "job_title",
    "pronouns",
    "location",
    "accepting_clients",
    "short_bio",
    "long_bio",
]


def license_representation(license_row: Any) -> dict[str, str]:
    names = ("kind", "title", "number", "jurisdiction", "register_url")
    return {name: getattr(license_row, name) for name in names}


AUTHOR_API_FIELDS = [
    *(api_field(name) for name in TEXTS),
    api_field("languages", MethodField("get_languages")),
    api_field("photo", ShownField(image_representation)),
    # Without those that have expired.
    api_field("licenses", MethodField("get_licenses", license_representation)),
]

TEAM_API_FIELDS = [
    api_field("intro", writable=True),
    api_field("authors", MethodField("get_authors", author_representation)),
]
