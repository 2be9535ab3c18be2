"""The imports of readers in the admin: their list, the page of each, and what its buttons do."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column

from wagtail_therapy.content.file_imports.views import (
    FileImportDetailView,
    FileImportIndexView,
    FileImportPageView,
    FileImportView,
)

from ..models import SubscriberImport
from ..readers import import_undoing
from ..readers.import_outcomes import LABELS, Outcome
from . import import_access
from .import_summary import SECONDS_TO_CHANGE, labels_of, rows_of, sentence_of
from .suppression_views import name_in_proof

State = SubscriberImport.State
TEMPLATES = "wagtail_therapy/newsletter/admin"
INDEX_TITLE = gettext_lazy("Imports")
STEPS = [
    gettext_lazy("File"),
    gettext_lazy("Columns"),
    gettext_lazy("Check"),
    gettext_lazy("Consent"),
]


class ImportIndexView(FileImportIndexView):
    """The imports to the lists to which the user may import."""

    model = SubscriberImport
    page_title = INDEX_TITLE
    add_item_label = gettext_lazy("Import subscribers")
    index_url_name = "therapy_imports:index"
    index_results_url_name = "therapy_imports:index_results"
    add_url_name = "therapy_imports:add"
    extra_columns = [
        Column("new_readers", label=gettext_lazy("New readers")),
        Column("site", label=gettext_lazy("List of")),
    ]

    def may_import(self) -> bool:
        return import_access.may_import_any(self.request.user)

    def get_base_queryset(self) -> QuerySet:
        return import_access.imports(self.request.user).select_related("site")


class ImportView(FileImportView):
    """Limits a view of one import to people who may import to the list of its site."""

    model = SubscriberImport
    related = ["site", "statement", "invitation"]
    states: list[Any] = [*State]

    def may_import(self) -> bool:
        return import_access.may_import(self.request.user, self.brought)

    def sentence(self) -> str:
        return sentence_of(self.brought)


class ImportPageView(ImportView, FileImportPageView):
    index_url_name = "therapy_imports:index"
    index_title = INDEX_TITLE
    steps = STEPS


class ImportDetailView(ImportPageView, FileImportDetailView):
    """Says how it goes, and what can be done next."""

    template_name = f"{TEMPLATES}/import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        brought = self.brought
        if brought.is_open and brought.state != State.UPLOADED:
            self.step = 3
        is_over = brought.state in SubscriberImport.ENDED and brought.started_at
        return super().get_context_data(**kwargs) | {
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
