"""The record of processing that GDPR art. 30 asks for, as far as this software knows it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness_views import ReadinessMenuItem, sites_of

from . import consent_text
from .categories import CATEGORIES
from .columns import PERSONAL_COLUMNS

URL_NAME = "wagtail_therapy_processing_record"


class ProcessingRecordView(WagtailAdminTemplateMixin, TemplateView):
    """What to copy into the record, for the sites that the user may change the settings of."""

    page_title = _("Record of processing")
    header_icon = "clipboard-list"
    template_name = "wagtail_therapy/newsletter/admin/processing_record.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sites_of(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            sites=[(site, _controller(site)) for site in sites_of(self.request)],
            categories=CATEGORIES,
            tables=[
                (model._meta.verbose_name_plural, columns)
                for model, columns in PERSONAL_COLUMNS.items()
            ],
            **kwargs,
        )


def menu_item() -> ReadinessMenuItem:
    """Return the item of the menu, shown to the same people as the readiness report."""
    return ReadinessMenuItem(
        ProcessingRecordView.page_title,
        reverse(URL_NAME),
        name="therapy-processing-record",
        icon_name=ProcessingRecordView.header_icon,
        order=710,
    )


def _controller(site: Site) -> str:
    return consent_text.sender(PracticeSettings.read(site))
