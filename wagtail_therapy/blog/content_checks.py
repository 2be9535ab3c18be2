"""Advice about posts. Each rule takes a post and yields advice."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_therapy.authors.content_checks import unverifiable_authors
from wagtail_therapy.content.content_checks import advice
from wagtail_therapy.content.content_checks.advice import (
    Advice,
    images_without_description,
    long_paragraphs,
    pieces_to_check,
)
from wagtail_therapy.content.content_checks.registry import register_content_check
from wagtail_therapy.content.pictures.alt_text import file_stem, is_described

LABELS = {
    "lead_image_alt": gettext_lazy("Lead image"),
    "body": gettext_lazy("Body"),
    "excerpt": gettext_lazy("Excerpt"),
    "post_authors": gettext_lazy("Authors"),
    "post_categories": gettext_lazy("Categories"),
    "references": gettext_lazy("References"),
}

UNDESCRIBED_LEAD_IMAGE = register_content_check(
    "undescribed-lead-image",
    gettext_lazy("Lead image without a description"),
    gettext_lazy("Say what it shows, for people who can’t see it."),
    selector=".therapy-post img",
)
NO_EXCERPT = register_content_check(
    "no-excerpt",
    gettext_lazy("No excerpt"),
    gettext_lazy("Lists and emails show the first words instead."),
)
NO_CATEGORY = register_content_check(
    "no-category",
    gettext_lazy("No category"),
    gettext_lazy("Readers find the post only in the list of all posts."),
)


def post_advice(post: Any) -> list[Advice]:
    """Return the advice about a post, in the order of its fields."""
    return advice.collect_advice(post, RULES, LABELS)


def undescribed_lead_image(post: Any) -> Iterator[Advice]:
    if post.lead_image and not is_described(post.lead_image_alt, post.lead_image):
        message = _("Say what the lead image shows, for people who can’t see it.")
        place = file_stem(post.lead_image)
        yield Advice("lead_image_alt", message, check=UNDESCRIBED_LEAD_IMAGE, place=place)


def promises(post: Any) -> Iterator[Advice]:
    return advice.promises(_english(post))


def missing_excerpt(post: Any) -> Iterator[Advice]:
    # A host's own base page may have no search_description.
    if not post.excerpt.strip() and not getattr(post, "search_description", "").strip():
        message = _("None written, so lists and emails show the first words instead.")
        yield Advice("excerpt", message, check=NO_EXCERPT)


def missing_categories(post: Any) -> Iterator[Advice]:
    if not post.get_categories():
        message = _("None chosen, so readers find the post only in the list of all posts.")
        yield Advice("post_categories", message, check=NO_CATEGORY)


def claims_without_reference(post: Any) -> Iterator[Advice]:
    return advice.claims_without_reference(_english(post), advice.has_citations(post.body))


RULES = [
    undescribed_lead_image,
    images_without_description,
    long_paragraphs,
    pieces_to_check,
    promises,
    missing_excerpt,
    unverifiable_authors,
    missing_categories,
    claims_without_reference,
]


def _english(post: Any) -> str:
    return advice.english_text(post, post.title, post.excerpt)
