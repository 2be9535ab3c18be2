"""Checks that a host's page types for posts are complete."""

from typing import Any

from django.core import checks

from wagtail_therapy.content.orderables.checks import RequiredRows, check_required_rows

from . import querysets

MODULE = "wagtail_therapy.blog.mixins"
ROWS = [
    RequiredRows("post_authors", "PostAuthorMixin", "Author"),
    RequiredRows("post_categories", "PostCategoryMixin", "Category"),
    RequiredRows(
        "post_tags",
        "PostTagMixin",
        "Tag",
        key="content_object",
        attribute="tags",
        line='tags = ClusterTaggableManager(through="{through}", blank=True)  # in it',
    ),
]


def register_checks() -> None:
    checks.register(check_rows)


def check_rows(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return list(
        check_required_rows(querysets.post_models(), ROWS, MODULE, "wagtail_therapy_blog.E001")
    )
