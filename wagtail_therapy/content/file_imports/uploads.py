"""The upload of a file in the admin. One that is far too large is refused before it's read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .views import ICON

MEGABYTE = 1024**2


@method_decorator(csrf_exempt, name="dispatch")
class UploadMixin(View):
    """Refuses a form with more than ``most_bytes`` before its files are read."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = self.turn_away()
        if response is None and self._is_too_large():
            response = self.refuse()
        if response is not None:
            return response
        # Looking for the token reads the whole file.
        return csrf_protect(super().dispatch)(request, *args, **kwargs)

    @property
    def most_bytes(self) -> int:
        raise NotImplementedError

    def turn_away(self) -> HttpResponseBase | None:
        """Return a response to people who can't upload anything, or raise PermissionDenied."""
        return None

    def refuse(self) -> HttpResponseBase:
        """Say that the file is too large."""
        raise NotImplementedError

    def _is_too_large(self) -> bool:
        # Besides the files, a form has some kilobytes.
        length = int(self.request.META.get("CONTENT_LENGTH") or 0)
        return self.request.method == "POST" and length > self.most_bytes + MEGABYTE


class UploadView(UploadMixin, WagtailAdminTemplateMixin, FormView):
    """The first step of an import: its form has a field ``file``."""

    index_url_name: str
    index_title: Any
    steps: list[Any]
    header_icon = ICON

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.places()

    def places(self) -> dict[str, Any]:
        """Return the places to which the user may import, as the form takes them."""
        raise NotImplementedError

    def too_large(self) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"steps": self.steps, "step": 1}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse(self.index_url_name), "label": self.index_title}
        here = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), above, here]

    def refuse(self) -> HttpResponse:
        form = self.form_class({}, {}, **self.places())
        form.errors.clear()
        form.add_error("file", self.too_large())
        return self.render_to_response(self.get_context_data(form=form), status=413)
