from typing import Any

import swapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_therapy.authors.mixins import ReviewedMixin

from .forms import NO_REVIEWERS, ReviewForm
from .permissions import may_review
from .records import mark


class MarkReviewedView(WagtailAdminTemplateMixin, FormView):
    """The form to mark a page as reviewed."""

    form_class = ReviewForm
    template_name = "wagtail_therapy/authors/admin/mark_reviewed.html"
    page_title = gettext_lazy("Mark as reviewed")
    header_icon = "calendar-check"
    http_method_names = ["get", "head", "post"]

    def setup(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        pages = swapper.load_model("wagtailcore", "Page").objects
        self.page = get_object_or_404(pages, pk=page_id).specific

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: the user may not publish the page, or it isn't live."""
        if not isinstance(self.page, ReviewedMixin):
            raise Http404
        if not may_review(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"page": self.page}

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        try:
            mark(
                self.page,
                data["reviewer"],
                user=self.request.user,
                day=data["day"],
                note=data["note"],
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        text = _("The review of “%(title)s” is recorded.")
        messages.success(self.request, text % {"title": self.page.get_admin_display_title()})
        return redirect(self.next_url or reverse("wagtailadmin_pages:edit", args=[self.page.pk]))

    @property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        can_choose = context["form"].fields["reviewer"].queryset.exists()
        return context | {
            "page": self.page,
            "review": self.page.get_review(),
            "next_url": self.next_url,
            "problem": "" if can_choose else NO_REVIEWERS,
        }
