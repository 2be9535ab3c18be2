"""The steps of the wizard that ask people to choose something: file, columns and consent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.generic import FormView

from wagtail_therapy.content.file_imports.uploads import MEGABYTE, UploadView

from .. import audit_log, email_addresses, tasks
from ..models import SubscriberImport
from ..readers import import_files, import_work, imports
from ..readers.import_outcomes import Outcome
from ..readers.subscriber_files.layouts import Layout
from ..readers.subscriber_files.states import State as ReaderState
from . import import_access
from .import_forms import MOST_BYTES, ConsentForm, FileForm, too_large
from .import_layout_forms import LayoutForm
from .import_views import INDEX_TITLE, STEPS, TEMPLATES, ImportPageView
from .suppression_views import name_in_proof

State = SubscriberImport.State
LONGEST_NAME = SubscriberImport._meta.get_field("file_name").max_length
# A dry run that takes longer is a worker's.
SECONDS, MOST_BYTES_AT_ONCE = 2, MEGABYTE


class FileView(UploadView):
    """The first step: the file."""

    template_name = f"{TEMPLATES}/import_file.html"
    page_title = gettext_lazy("Import subscribers")
    form_class = FileForm
    index_url_name = ImportPageView.index_url_name
    index_title = INDEX_TITLE
    steps = STEPS

    @property
    def most_bytes(self) -> int:
        return MOST_BYTES

    def turn_away(self) -> None:
        if not self.sites:
            raise PermissionDenied

    @cached_property
    def sites(self) -> Any:
        return import_access.sites(self.request.user)

    def places(self) -> dict[str, Any]:
        return {"sites": self.sites}

    def too_large(self) -> str:
        return too_large()

    def form_valid(self, form: FileForm) -> HttpResponse:
        file, user = form.cleaned_data["file"], self.request.user
        name = email_addresses.without_addresses(file.name)[-LONGEST_NAME:]
        stored = import_files.store(form.chosen_site(), name, file.chunks(), name_in_proof(user))
        stored.layouts = [layout.as_dict() for layout in form.layouts]
        stored.save(update_fields=["layouts"])
        audit_log.record_import_step(stored, audit_log.UPLOAD, user)
        return redirect("therapy_imports:columns", stored.pk)


class ColumnsView(ImportPageView):
    """The second step: which column holds what, in each table of the file."""

    template_name = f"{TEMPLATES}/import_columns.html"
    page_title = gettext_lazy("Columns")
    states = SubscriberImport.OPEN
    step = 2

    @sensitive_variables()
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(forms=self._forms()))

    @sensitive_variables()
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forms = self._forms(request.POST)
        # Each of them, so that all errors are shown.
        are_valid = [form.is_valid() for form in forms]
        layouts = [form.chosen() for form in forms] if all(are_valid) else []
        if any(layout.address is not None for layout in layouts):
            self._check([layout.as_dict() for layout in layouts])
            return redirect(self.brought)
        if layouts:
            messages.error(
                request, _("Choose the column with the addresses in one table at least.")
            )
        return self.render_to_response(self.get_context_data(forms=forms))

    @sensitive_variables()
    def _forms(self, data: Any = None) -> list[LayoutForm]:
        layouts = [Layout.loaded(one) for one in self.brought.layouts]
        tables = zip(import_files.tables_of(self.brought), layouts, strict=False)
        return [
            LayoutForm(
                data, prefix=f"table{n}", table=table, layout=layout, is_only=len(layouts) == 1
            )
            for n, (table, layout) in enumerate(tables)
        ]

    def _check(self, layouts: list[dict[str, Any]]) -> None:
        if not import_work.check(self.brought, layouts):
            return
        if self.brought.size <= MOST_BYTES_AT_ONCE:
            import_work.try_check(self.brought, SECONDS)
        if self.brought.is_running:
            tasks.enqueue(tasks.work_on_import, import_id=self.brought.pk)


class ConsentView(ImportPageView, FormView):
    """The last step: where consent comes from. It begins the import."""

    template_name = f"{TEMPLATES}/import_consent.html"
    page_title = gettext_lazy("Consent")
    form_class = ConsentForm
    states = [State.CHECKED]
    step = 4

    @property
    def new(self) -> int:
        return self.brought.counts.get(Outcome.ADDED, 0)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"must_ask": self._must_ask()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        restored = self.brought.counts.get(Outcome.RESTORED, 0)
        return super().get_context_data(**kwargs) | {"new": self.new, "restored": restored}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Without new readers there is nothing to agree to.
        return super().post(request, *args, **kwargs) if self.new else self._begin()

    def form_valid(self, form: ConsentForm) -> HttpResponse:
        data = form.cleaned_data
        if form.asks:
            text = imports.text_of(data["text"])
            return self._begin(invitation=text, subject=data["subject"])
        return self._begin(statement=imports.text_of(data["statement"]))

    def _begin(self, **words: Any) -> HttpResponse:
        user = self.request.user
        if import_work.begin(self.brought, by=name_in_proof(user), **words):
            audit_log.record_import_step(self.brought, audit_log.BEGIN_IMPORT, user)
            tasks.enqueue(tasks.work_on_import, import_id=self.brought.pk)
        return redirect(self.brought)

    def _must_ask(self) -> bool:
        """Whether the file has people who may never have subscribed."""
        return any(
            one["everyone"] == ReaderState.NOT_SAID
            for one in self.brought.layouts
            if one["address"] is not None
        )
