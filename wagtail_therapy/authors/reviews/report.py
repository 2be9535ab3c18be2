from collections.abc import Iterable
from typing import Any

import django_filters
import swapper
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.views.reports import PageReportView
from wagtail.coreutils import get_content_type_label

from .due import State, reviewed_models, with_list_details, with_state
from .permissions import REPORT_URL_NAME

RESULTS_URL_NAME = "wagtail_therapy_reviews_results"
# Not useful for users who can't change any page.
PERMISSIONS = ["change", "publish"]


def reviewed_types(request: HttpRequest) -> QuerySet:
    types = ContentType.objects.get_for_models(*reviewed_models()).values()
    return ContentType.objects.filter(pk__in=[one.pk for one in types]).order_by("model")


class ReviewFilterSet(WagtailFilterSet):
    review_state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)
    content_type = ContentTypeFilter(label=_("Type"), queryset=reviewed_types)

    class Meta:
        model = swapper.load_model("wagtailcore", "Page")
        fields = ["review_state", "content_type", "locale"]


def escape_formula(value: Any) -> str:
    """Return text that a spreadsheet doesn't read as a formula, such as a page titled “=…”."""
    text = str(value or "")
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class ReviewReportView(PageReportView):
    """Lists the pages with reviews, overdue ones first."""

    page_title = _("Reviews")
    header_icon = "calendar-check"
    results_template_name = "wagtail_therapy/authors/admin/review_report_results.html"
    index_url_name = REPORT_URL_NAME
    index_results_url_name = RESULTS_URL_NAME
    filterset_class = ReviewFilterSet
    any_permission_required = PERMISSIONS
    export_filename = "reviews"
    export_headings = {
        "title": _("Title"),
        "content_type": _("Type"),
        "review_authors": _("Authors"),
        "reviewed_date": _("Last review"),
        "reviewer_name": _("Reviewed by"),
        "review_due_date": _("Due"),
        "review_state_label": _("State"),
    }
    list_export = list(export_headings)
    custom_field_preprocess = {
        "content_type": dict.fromkeys(PageReportView.FORMATS, get_content_type_label),
        # Wagtail itself escapes formulas in XLSX.
        **{
            name: {PageReportView.FORMAT_CSV: escape_formula}
            for name in ("title", "review_authors", "reviewer_name")
        },
    }

    def get_queryset(self) -> QuerySet:
        pages = self.permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        self.queryset = with_state(pages).select_related("content_type")
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        return with_list_details(object_list)
