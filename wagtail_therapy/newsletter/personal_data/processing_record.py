"""The record of processing that GDPR art. 30 asks for, as far as this software knows it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness_views import (
    PracticeReportView,
    ReadinessMenuItem,
    sites_of,
)

from . import consent_text
from .categories import CATEGORIES
from .columns import PERSONAL_COLUMNS

URL_NAME = "wagtail_therapy_processing_record"


class ProcessingRecordView(PracticeReportView):
    """What to copy into the record, for the sites that the user may change the settings of."""

    page_title = _("Record of processing")
    template_name = "wagtail_therapy/newsletter/admin/processing_record.html"

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
