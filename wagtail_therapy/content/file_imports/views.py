"""Views of imports in the admin: their list, and the pages of each.

Each app says who may import, and in a sentence how an import goes.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ..admin.tables import CapitalizedColumn
from .models import FileImport

ICON = "download"


class FileImportIndexView(IndexView):
    """The imports that the user may see. ``extra_columns`` come after the state."""

    extra_columns: list[Column] = []
    # Wagtail's lists would ask for Django's permissions on the model.
    any_permission_required = None
    header_icon = ICON
    default_ordering = "-created_at"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_import():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_import(self) -> bool:
        """Whether there could be a place to which the user may import."""
        raise NotImplementedError

    @cached_property
    def list_display(self) -> list[Column]:
        title, state = gettext_lazy("File"), gettext_lazy("State")
        return [
            TitleColumn("__str__", label=title, get_url=lambda one: one.get_absolute_url()),
            CapitalizedColumn("get_state_display", label=state),
            *self.extra_columns,
            Column("by", label=gettext_lazy("By")),
            DateColumn("created_at", label=gettext_lazy("Uploaded")),
        ]

    def get_add_url(self) -> str:
        return reverse(self.add_url_name)


class FileImportView(View):
    """Limits a view of one import to people who may import there.

    ``related`` is read together with it. In other ``states`` the view makes no sense, and leads to
    the page of the import.
    """

    model: type[FileImport]
    related: list[str] = []
    states: list[Any]

    @cached_property
    def brought(self) -> Any:
        found = self.model.objects.select_related(*self.related)
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_import():
            raise PermissionDenied
        if self.brought.state not in self.states:
            messages.warning(request, self.sentence())
            return redirect(self.brought)
        return super().dispatch(request, *args, **kwargs)

    def may_import(self) -> bool:
        """Whether the user may see and change this import."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Return how the import goes."""
        raise NotImplementedError


class FileImportPageView(FileImportView, WagtailAdminTemplateMixin, TemplateView):
    """A page about one import. ``step`` is its number among the steps of the wizard, or None."""

    index_url_name: str
    index_title: Any
    steps: list[Any]
    step: int | None = None
    header_icon = ICON

    def get_page_subtitle(self) -> str:
        return str(self.brought)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": self.index_title},
            {"url": self.brought.get_absolute_url(), "label": str(self.brought)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"brought": self.brought, "steps": self.steps, "step": self.step}
        return super().get_context_data(**kwargs) | shown


class FileImportDetailView(FileImportPageView):
    """Says how it goes, what it did, and what can be done next."""

    page_title = gettext_lazy("Import")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, own, _here = super().get_breadcrumbs_items()
        return [*above, own | {"url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"sentence": self.sentence()}
