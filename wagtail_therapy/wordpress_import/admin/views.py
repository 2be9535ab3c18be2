"""The imports from WordPress in the admin: their list, the page of each, its report."""

import csv
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from wagtail_therapy.content.file_imports.views import (
    FileImportDetailView,
    FileImportIndexView,
    FileImportPageView,
    FileImportView,
)

from .. import audit_log, import_files
from ..models import WordPressImport
from ..reporting import reports
from . import access
from .report_groups import groups_of
from .summary import counts_of, others_of, percentage_of, sentence_of

State = WordPressImport.State
TEMPLATES = "wagtail_therapy/wordpress_import/admin"
INDEX_TITLE = gettext_lazy("Move from WordPress")
STEPS = [
    gettext_lazy("File"),
    gettext_lazy("Options"),
    gettext_lazy("Check"),
    gettext_lazy("Import"),
]
# Between two looks at an import that another tab or the command works on.
SECONDS_TO_CHANGE = 5


class ImportIndexView(FileImportIndexView):
    """The imports below blogs where the user may add and publish pages."""

    model = WordPressImport
    page_title = INDEX_TITLE
    add_item_label = gettext_lazy("Upload an export")
    index_url_name = "therapy_wordpress:index"
    index_results_url_name = "therapy_wordpress:index_results"
    add_url_name = "therapy_wordpress:add"
    extra_columns = [Column("parent", label=gettext_lazy("Blog"))]

    def may_import(self) -> bool:
        return access.may_import_any(self.request.user)

    def get_base_queryset(self) -> QuerySet:
        return access.imports(self.request.user).select_related("parent")


class ImportView(FileImportView):
    """Limits a view of one import to people who may add and publish pages below its blog."""

    model = WordPressImport
    related = ["site", "parent"]
    states: list[Any] = [*State]

    def may_import(self) -> bool:
        return access.may_import(self.request.user, self.brought.parent)

    def sentence(self) -> str:
        return sentence_of(self.brought)


class ImportPageView(ImportView, FileImportPageView):
    index_url_name = "therapy_wordpress:index"
    index_title = INDEX_TITLE
    steps = STEPS


class ImportDetailView(ImportPageView, FileImportDetailView):
    """Says how it goes, what is in the report, and what can be done next."""

    template_name = f"{TEMPLATES}/import.html"
    step_of_state = {State.UPLOADED: 2, State.CHECKING: 3, State.CHECKED: 3}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brought = self.brought
        self.step = self.step_of_state.get(brought.state, 4)
        has_file = import_files.has(brought)
        return super().get_context_data(**kwargs) | {
            "rows": [] if brought.is_running else counts_of(brought),
            "total": brought.items_total,
            "others": others_of(brought),
            "percentage": percentage_of(brought),
            "groups": [] if brought.is_running else groups_of(brought, self.request.user),
            "has_file": has_file,
            # Another tab or the command works on it: this page only looks.
            "seconds_to_change": SECONDS_TO_CHANGE
            if brought.is_running and (brought.is_claimed or not has_file)
            else None,
        }


class ImportReportView(ImportView):
    """The whole report, as a CSV file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        name = f"wordpress-import-{self.brought.pk}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        # Excel takes it for another encoding otherwise.
        response.write("\ufeff")
        csv.writer(response).writerows(reports.csv_rows(self.brought.lines.all()))
        return response


class DiscardView(ImportView):
    """Deletes the files. An import that was never begun goes with them."""

    http_method_names = ["post"]
    states = [*WordPressImport.OPEN, State.FINISHED, State.FAILED]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit_log.record(self.brought, audit_log.DELETE, request.user)
        if self.brought.started_at:
            import_files.delete(self.brought)
            messages.success(request, _("The file is deleted. What was imported stays."))
            return redirect(self.brought)
        never_begun = WordPressImport.objects.filter(started_at=None, pk=self.brought.pk)
        never_begun.delete()
        messages.success(request, _("The file is deleted. Nothing was imported."))
        return redirect("therapy_wordpress:index")
