"""Fields of posts and blogs in Wagtail's APIs, with what their pages show."""

from typing import Any

from wagtail_therapy.authors.api.fields import REVIEW_API_FIELDS
from wagtail_therapy.authors.api.representations import AuthorsField, byline_representation
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.api.representations import (
    ForReadersField,
    MethodField,
    RepresentationField,
    image_representation,
    named_representation,
)
from wagtail_therapy.practice.api.fields import NOTICES_API_FIELDS


def post_representation(post: Any) -> dict[str, Any]:
    """Return a public post in brief."""
    return {"id": post.pk, "title": post.title, "url": post.full_url}


POST_API_FIELDS = [
    api_field("authors", AuthorsField("get_authors", byline_representation)),
    api_field("categories", MethodField("get_categories", named_representation)),
    api_field("tags", writable=True),
    api_field("excerpt", writable=True),
    # The excerpt, or else the opening words.
    api_field("summary", MethodField("get_excerpt")),
    api_field("lead_image", RepresentationField(image_representation)),
    api_field("lead_image_alt", writable=True),
    api_field("lead_image_caption", writable=True),
    api_field("content_notes", MethodField("get_content_notes", named_representation)),
    api_field("body", writable=True),
    api_field("references", writable=True),
    api_field("related_reading", MethodField("get_chosen_reading", post_representation)),
    api_field("updated_date", writable=True),
    *REVIEW_API_FIELDS,
    api_field("reading_minutes"),
    api_field("for_readers", ForReadersField("body", "references")),
    *NOTICES_API_FIELDS,
]

BLOG_API_FIELDS = [
    api_field("intro", writable=True),
    api_field("pinned", MethodField("get_pinned", post_representation)),
    api_field("sidebar", writable=True),
    *NOTICES_API_FIELDS,
]
