"""Shows some posts as they will look, before anything is imported."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.utils.decorators import xframe_options_sameorigin_override

from .. import import_files, previews
from ..models import WordPressImport
from .views import TEMPLATES, ImportPageView, ImportView

State = WordPressImport.State


class SampleMixin:
    """Finds one of the samples that were chosen when the file was uploaded."""

    states = [State.CHECKED]
    brought: WordPressImport
    kwargs: dict[str, Any]

    @cached_property
    def samples(self) -> list[dict[str, Any]]:
        return self.brought.found["samples"]

    @cached_property
    def place(self) -> int:
        numbers = [one["number"] for one in self.samples]
        if self.kwargs["number"] not in numbers:
            raise Http404
        return numbers.index(self.kwargs["number"])


class PreviewView(SampleMixin, ImportPageView):
    """One of the samples in a frame, between the previous and the next."""

    template_name = f"{TEMPLATES}/preview.html"
    page_title = gettext_lazy("Preview")
    step = 3

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.place
        return super().get_context_data(**kwargs) | {
            "sample": self.samples[place],
            "previous": self.samples[place - 1] if place else None,
            "next": next(iter(self.samples[place + 1 :]), None),
        }


@method_decorator(xframe_options_sameorigin_override, name="dispatch")
class PreviewFrameView(SampleMixin, ImportView):
    """The post as a visitor would see it. Nothing is stored."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = self.samples[self.place]["number"]
        page = previews.page_of(self.brought, import_files.opened(self.brought), number)
        if page is None:
            raise Http404
        response = page.make_preview_request(request)
        # The text comes from another site: no script of it may act as the editor.
        response["Content-Security-Policy"] = "sandbox; script-src 'none'"
        return response
