"""``manage.py check`` finds what a host's page type of approaches lacks, before an editor does."""

from typing import Any

from django.core import checks

from wagtail_therapy.content.orderables.checks import RequiredRows, check_required_rows

from . import querysets

MODULE = "wagtail_therapy.approaches.mixins"
ROWS = [
    RequiredRows("approach_concerns", "ApproachConcernMixin", "Concern"),
    RequiredRows("approach_recommendations", "ApproachRecommendationMixin", "Recommendation"),
    RequiredRows("approach_authors", "ApproachAuthorMixin", "Author"),
]


def register_checks() -> None:
    checks.register(check_rows)


def check_rows(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return list(
        check_required_rows(querysets.models(), ROWS, MODULE, "wagtail_therapy_approaches.E001")
    )
