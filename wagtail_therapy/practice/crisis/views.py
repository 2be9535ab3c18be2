from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness_rules.notices import settings_url
from wagtail_therapy.practice.readiness_views import sites_of

from .confirmations import confirm
from .forms import ConfirmLinesForm


class CrisisLinesView(WagtailAdminTemplateMixin, FormView):
    """Lists the crisis lines of a site so that editors can confirm each. GET changes nothing."""

    form_class = ConfirmLinesForm
    template_name = "wagtail_therapy/practice/admin/crisis_lines.html"
    page_title = _("Check the crisis lines")
    header_icon = "mobile-alt"
    http_method_names = ["get", "head", "post"]
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, site_id: int, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.site = get_object_or_404(Site, pk=site_id)
        self.practice = PracticeSettings.read(self.site)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: the user may not change the settings of this practice."""
        if self.site not in sites_of(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"practice": self.practice}

    def form_valid(self, form: Any) -> HttpResponse:
        lines = form.cleaned_data["lines"]
        confirm(self.practice, lines, form.cleaned_data["day"], self.request.user)
        text = ngettext("%(count)d line is checked.", "%(count)d lines are checked.", len(lines))
        messages.success(self.request, text % {"count": len(lines)})
        return redirect(self.request.path)

    def get_page_subtitle(self) -> str:
        return self.practice.display_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": settings_url(self.site), "label": PracticeSettings._meta.verbose_name},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(settings_url=settings_url(self.site), **kwargs)
