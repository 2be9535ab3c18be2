"""The imports of readers in the admin: their list, the page of each, and what its buttons do."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_therapy.content.admin.tables import CapitalizedColumn

from ..models import SubscriberImport
from ..readers import import_undoing
from ..readers.import_outcomes import LABELS, Outcome
from . import import_access
from .import_summary import SECONDS_TO_CHANGE, labels_of, rows_of, sentence_of
from .suppression_views import name_in_proof

State = SubscriberImport.State
TEMPLATES = "wagtail_therapy/newsletter/admin"


class ImportIndexView(IndexView):
    """The imports to the lists to which the user may import."""

    model = SubscriberImport
    # Wagtail's lists would ask for Django's permissions on the model.
    any_permission_required = None
    page_title = gettext_lazy("Imports")
    header_icon = "download"
    add_item_label = gettext_lazy("Import subscribers")
    index_url_name = "therapy_imports:index"
    index_results_url_name = "therapy_imports:index_results"
    default_ordering = "-created_at"
    list_display = [
        TitleColumn(
            "__str__", label=gettext_lazy("File"), get_url=lambda one: one.get_absolute_url()
        ),
        CapitalizedColumn("get_state_display", label=gettext_lazy("State")),
        Column("new_readers", label=gettext_lazy("New readers")),
        Column("site", label=gettext_lazy("List of")),
        Column("by", label=gettext_lazy("By")),
        DateColumn("created_at", label=gettext_lazy("Uploaded")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not import_access.may_import_any(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_add_url(self) -> str:
        return reverse("therapy_imports:add")

    def get_base_queryset(self) -> QuerySet:
        return import_access.imports(self.request.user).select_related("site")


class ImportView(View):
    """Limits a view of one import to people who may import to the list of its site."""

    # In which a view makes sense; in others it leads to the page of the import.
    states: list[Any] = [*State]

    @cached_property
    def brought(self) -> SubscriberImport:
        found = SubscriberImport.objects.select_related("site", "statement", "invitation")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not import_access.may_import(request.user, self.brought):
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
            {"url": reverse("therapy_imports:index"), "label": _("Imports")},
            {"url": self.brought.get_absolute_url(), "label": str(self.brought)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"brought": self.brought, "step": self.step}
        return super().get_context_data(**kwargs) | shown


class ImportDetailView(ImportPageView):
    """Says how it goes, and what can be done next."""

    template_name = f"{TEMPLATES}/import.html"
    page_title = gettext_lazy("Import")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, own, _here = super().get_breadcrumbs_items()
        return [*above, own | {"url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brought = self.brought
        if brought.is_open and brought.state != State.UPLOADED:
            self.step = 3
        is_over = brought.state in SubscriberImport.ENDED and brought.started_at
        return super().get_context_data(**kwargs) | {
            "sentence": sentence_of(brought),
            "rows": rows_of(brought),
            "total": sum(brought.counts.values()),
            "has_report": brought.report_parts.exists(),
            "seconds_to_change": SECONDS_TO_CHANGE if brought.is_running else None,
            "is_over": is_over,
            "reached": import_undoing.reached(brought) if is_over else 0,
        }


class ImportReportView(ImportView):
    """What became of each row, by its number, as a CSV file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        response = StreamingHttpResponse(self._lines(), content_type="text/csv; charset=utf-8")
        name = f"import-{self.brought.pk}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _lines(self) -> Iterator[str]:
        labels = LABELS | labels_of(self.brought)
        echo = csv.writer(Echo())
        # Excel takes it for another encoding otherwise.
        yield "\ufeff" + echo.writerow([_("file"), _("row"), _("outcome"), _("what it means")])
        parts = self.brought.report_parts.order_by("position")
        for content in parts.values_list("content", flat=True).iterator():
            for name, number, outcome in csv.reader(content.splitlines()):
                yield echo.writerow([formula_safe(name), number, outcome, labels[Outcome(outcome)]])


class Echo:
    """Returns what a CSV writer writes."""

    def write(self, line: str) -> str:
        return line


def formula_safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {*"=+-@\t\r"} else text


class DiscardView(ImportView):
    """Deletes a file that was not imported."""

    http_method_names = ["post"]
    states = [*SubscriberImport.OPEN, State.FAILED]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        never_begun = SubscriberImport.objects.filter(state__in=self.states, started_at=None)
        if never_begun.filter(pk=self.brought.pk).delete()[0]:
            messages.success(request, _("The file is deleted. Nothing was imported."))
        return redirect("therapy_imports:index")


class UndoView(ImportPageView):
    """Asks first, then takes the import back."""

    template_name = f"{TEMPLATES}/import_undo.html"
    page_title = gettext_lazy("Undo the import?")
    states = SubscriberImport.ENDED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stopped = self.brought.counts.get("stopped", 0)
        return super().get_context_data(**kwargs) | {"stopped": stopped}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        try:
            number = import_undoing.undo(self.brought, name_in_proof(user), user)
        except import_undoing.CannotUndoError as error:
            messages.warning(request, _why_not(error))
        else:
            text = ngettext(
                "The import is undone: %(number)d row deleted.",
                "The import is undone: %(number)d rows deleted.",
                number,
            )
            messages.success(request, text % {"number": number})
        return redirect(self.brought)


def _why_not(error: import_undoing.CannotUndoError) -> str:
    if not error.readers:
        return _("Nothing was changed: this import was undone before.")
    text = ngettext(
        "It can’t be undone: %(number)d of its readers has been emailed or has confirmed.",
        "It can’t be undone: %(number)d of its readers have been emailed or have confirmed.",
        error.readers,
    )
    return text % {"number": error.readers}
