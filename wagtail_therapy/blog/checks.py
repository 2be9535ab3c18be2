"""What a host's page type of posts lacks, found by ``manage.py check`` and not by an editor."""

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
    return list(check_required_rows(querysets.models(), ROWS, MODULE, "wagtail_therapy_blog.E001"))
