"""Fields of authors, team pages and reviews in Wagtail's APIs, with what their pages show."""

from typing import Any

from wagtail_therapy.authors.api.representations import (
    AuthorsField,
    author_representation,
    byline_representation,
    degrees_representation,
    licenses_representation,
    links_representation,
)
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.api.representations import (
    MethodField,
    RepresentationField,
    image_representation,
)
from wagtail_therapy.practice.api.fields import NOTICES_API_FIELDS

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


AUTHOR_API_FIELDS = [
    *(api_field(name) for name in TEXTS),
    api_field("delivery"),
    api_field("languages", MethodField("get_languages")),
    api_field("works_here"),
    api_field("photo", RepresentationField(image_representation)),
    # Without those that have expired.
    api_field("licenses", RepresentationField(licenses_representation, source="get_licenses")),
    api_field("degrees", RepresentationField(degrees_representation, source="degrees.all")),
    api_field("links", RepresentationField(links_representation, source="links.all")),
]

TEAM_API_FIELDS = [
    api_field("intro", writable=True),
    api_field("authors", AuthorsField("get_authors", author_representation)),
    *NOTICES_API_FIELDS,
]


class ReviewerField(MethodField):
    """Who reviewed the page, unless they wrote it."""

    def __init__(self, **kwargs: Any):
        super().__init__("get_other_reviewer", **kwargs)

    def to_representation(self, value: Any) -> Any:
        return byline_representation(value)


# Read-only, because a review can't be set.
REVIEW_API_FIELDS = [
    api_field("reviewed_date", MethodField("get_reviewed_date")),
    api_field("reviewed_by", ReviewerField()),
    api_field("is_review_independent", MethodField("is_review_independent")),
]
