"""The mailings in the admin: their list, and the page of each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_therapy.content.admin.tables import CapitalizedColumn

from .. import audit_log, permissions
from ..models import Mailing
from ..readers.monthly_numbers import in_words
from ..sending import mailing_statistics, mailings, manual_resolution, resolution_refusals
from .mailing_summary import is_running, seconds_to_change, sentence_of
from .recipient_lookup import LookupForm


class MailingView(View):
    """Limits a view of one mailing to people who may publish its page."""

    @cached_property
    def mailing(self) -> Mailing:
        return get_object_or_404(Mailing.objects.select_related("page"), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_manage(self.mailing, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class NumberColumn(Column):
    """A number of recipients, or a dash until they are known."""

    def get_value(self, instance: Mailing) -> Any:
        return super().get_value(instance) if instance.frozen_at else "–"


class MailingIndexView(IndexView):
    """The mailings of pages that the user may publish."""

    model = Mailing
    # Wagtail's lists would ask for Django's permissions on the model, which no editor has.
    any_permission_required = None
    page_title = gettext_lazy("Mailings")
    header_icon = "mail"
    index_url_name = "therapy_mailings:index"
    index_results_url_name = "therapy_mailings:index_results"
    inspect_url_name = "therapy_mailings:detail"
    default_ordering = "-created_at"
    paginate_by = 30
    list_filter = ["state", "kind"]
    list_display = [
        TitleColumn("__str__", label=gettext_lazy("Email"), get_url=lambda m: m.get_absolute_url()),
        CapitalizedColumn("get_state_display", label=gettext_lazy("State")),
        NumberColumn("total", label=gettext_lazy("Recipients")),
        NumberColumn("sent", label=gettext_lazy("Sent")),
        NumberColumn("unknown", label=gettext_lazy("No answer")),
        NumberColumn("failed", label=gettext_lazy("Failed")),
        DateColumn("created_at", label=gettext_lazy("Created")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_manage_any(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        mailings = permissions.manageable_mailings(self.request.user)
        return mailings.select_related("page").defer("html", "text", "serialized")


class MailingDetailView(MailingView, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_therapy/newsletter/admin/mailing.html"
    header_icon = "mail"
    page_title = gettext_lazy("Mailing")

    def get_page_subtitle(self) -> str:
        return str(self.mailing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("therapy_mailings:index"), "label": _("Mailings")},
            {"url": "", "label": str(self.mailing)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mailing = self.mailing
        return super().get_context_data(**kwargs) | {
            "mailing": mailing,
            "sentence": sentence_of(mailing),
            "may_be_rescheduled": mailings.may_be_rescheduled(mailing),
            "is_running": is_running(mailing),
            "seconds_to_change": seconds_to_change(mailing),
            "why_not_settled": resolution_refusals.of_settling(mailing),
            "why_not_sent_again": resolution_refusals.of_sending_again(mailing),
            "statistics": self.statistics(),
            "failed": manual_resolution.failed(mailing).count() if mailing.kept_failed else 0,
            "posts": mailing.posts.select_related("page").order_by("-created_at", "-pk"),
            "log_entries": audit_log.entries(mailing),
            "lookup_form": self.lookup_form(),
        }

    def statistics(self) -> list[tuple[Any, str]]:
        """Return what happened since, without numbers of so few that they could be recognised."""
        if not self.mailing.finished_at or not self.mailing.sent:
            return []
        found = mailing_statistics.of(self.mailing)
        return [
            (_("Accepted by their mail server"), str(found.accepted)),
            (_("Came back"), in_words(found.bounced)),
            (_("Marked as spam"), in_words(found.complained)),
            (_("Left before your next email"), in_words(found.left)),
        ]

    def lookup_form(self) -> LookupForm | None:
        """Return the form that looks up who got it; None if no recipients are stored."""
        mailing = self.mailing
        is_any_kept = mailing.total > mailing.deleted_deliveries or mailing.digest_readers
        is_kept = mailing.frozen_at and is_any_kept
        may = permissions.may_look_up(self.mailing, self.request.user)
        return LookupForm() if is_kept and may else None
