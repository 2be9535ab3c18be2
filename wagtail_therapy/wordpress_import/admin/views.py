"""The imports from WordPress in the admin: their list, the page of each, its report."""

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_therapy.content.admin.tables import CapitalizedColumn

from .. import audit_log, import_files
from ..models import WordPressImport
from ..reporting import reports
from . import access
from .report_groups import groups_of
from .summary import counts_of, others_of, percentage_of, sentence_of

State = WordPressImport.State
TEMPLATES = "wagtail_therapy/wordpress_import/admin"
# Between two looks at an import that another tab or the command works on.
SECONDS_TO_CHANGE = 5


class ImportIndexView(IndexView):
    """The imports below blogs where the user may add and publish pages."""

    model = WordPressImport
    # Wagtail's lists would ask for Django's permissions on the model.
    any_permission_required = None
    page_title = gettext_lazy("Move from WordPress")
    header_icon = "download"
    add_item_label = gettext_lazy("Upload an export")
    index_url_name = "therapy_wordpress:index"
    index_results_url_name = "therapy_wordpress:index_results"
    default_ordering = "-created_at"
    list_display = [
        TitleColumn(
            "__str__", label=gettext_lazy("File"), get_url=lambda one: one.get_absolute_url()
        ),
        CapitalizedColumn("get_state_display", label=gettext_lazy("State")),
        Column("parent", label=gettext_lazy("Blog")),
        Column("by", label=gettext_lazy("By")),
        DateColumn("created_at", label=gettext_lazy("Uploaded")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not access.may_import_any(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_add_url(self) -> str:
        return reverse("therapy_wordpress:add")

    def get_base_queryset(self) -> QuerySet:
        return access.imports(self.request.user).select_related("parent")


class ImportView(View):
    """Limits a view of one import to people who may add and publish pages below its blog."""

    # In which a view makes sense; in others it leads to the page of the import.
    states: list[Any] = [*State]

    @cached_property
    def brought(self) -> WordPressImport:
        found = WordPressImport.objects.select_related("site", "parent")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not access.may_import(request.user, self.brought.parent):
            raise PermissionDenied
        if self.brought.state not in self.states:
            messages.warning(request, sentence_of(self.brought))
            return redirect(self.brought)
        return super().dispatch(request, *args, **kwargs)


class ImportPageView(ImportView, WagtailAdminTemplateMixin, TemplateView):
    """A page about one import. ``step`` is its number in the wizard, None outside."""

    header_icon = "download"
    step: int | None = None

    def get_page_subtitle(self) -> str:
        return str(self.brought)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("therapy_wordpress:index"), "label": _("Move from WordPress")},
            {"url": self.brought.get_absolute_url(), "label": str(self.brought)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"brought": self.brought, "step": self.step}
        return super().get_context_data(**kwargs) | shown


class ImportDetailView(ImportPageView):
    """Says how it goes, what is in the report, and what can be done next."""

    template_name = f"{TEMPLATES}/import.html"
    page_title = gettext_lazy("Import")
    steps = {State.UPLOADED: 2, State.CHECKING: 3, State.CHECKED: 3}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, own, _here = super().get_breadcrumbs_items()
        return [*above, own | {"url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brought = self.brought
        self.step = self.steps.get(brought.state, 4)
        has_file = import_files.has(brought)
        return super().get_context_data(**kwargs) | {
            "sentence": sentence_of(brought),
            "rows": counts_of(brought),
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
