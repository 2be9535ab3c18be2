"""What a host's page type of approaches lacks, found by ``manage.py check``, not by an editor."""

from django.core import checks

from wagtail_therapy.approaches import readable
from wagtail_therapy.content.row_checks import Rows, missing_rows

MODULE = "wagtail_therapy.approaches.mixins"
ROWS = [
    Rows("approach_concerns", "ApproachConcernMixin", "Concern"),
    Rows("approach_authors", "ApproachAuthorMixin", "Author"),
]


def register_checks():
    checks.register(check_rows)


def check_rows(app_configs, **kwargs):
    return list(missing_rows(readable.models(), ROWS, MODULE, "wagtail_therapy_approaches.E001"))
