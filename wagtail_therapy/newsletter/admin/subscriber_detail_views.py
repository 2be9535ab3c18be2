"""The page of one reader in the admin: what they agreed to, and what was mailed to them."""

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
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_therapy.practice.crisis.lines import language_name

from .. import audit_log, permissions
from ..models import Delivery, Subscriber, Suppression
from ..permissions import subscriber_permission_policy
from ..readers import suppression_decisions, suppressions
from ..transport import failure_reasons
from . import delivery_results

# Of the mailings and of the log.
SHOWN = 50


class SubscriberView(WagtailAdminTemplateMixin, View):
    """Limits a view of one reader to users who may do this on the reader's site."""

    permissions = ["view"]
    header_icon = "group"

    @cached_property
    def reader(self) -> Subscriber:
        return get_object_or_404(Subscriber.objects.select_related("site"), pk=self.kwargs["pk"])

    @cached_property
    def suppression(self) -> Suppression | None:
        return suppressions.of(self.reader).first()

    def may(self, *permissions: str) -> bool:
        may = subscriber_permission_policy.user_has_permission_for_instance
        return all(may(self.request.user, one, self.reader) for one in permissions)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may(*self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def address(self) -> str:
        return self.reader.email if self.may("view_address") else self.reader.masked_email

    def get_page_subtitle(self) -> str:
        return self.address

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("therapy_subscribers:index"), "label": _("Subscribers")},
            {"url": "", "label": self.address},
        ]


class SubscriberDetailView(SubscriberView, TemplateView):
    """What is known about a reader, and what was decided about their emails."""

    template_name = "wagtail_therapy/newsletter/admin/subscriber.html"
    page_title = gettext_lazy("Subscriber")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = self.reader.consent_events.select_related("consent_text", "subscriber_import")
        return super().get_context_data(**kwargs) | {
            "language": language_name(self.reader.language),
            "reader": self.reader,
            "suppression": self.suppression,
            "events": events.order_by("-created_at", "-pk"),
            "deliveries": [
                (one, delivery_results.in_words(one), _reason(one))
                for one in self._deliveries()[:SHOWN]
            ],
            "shown": SHOWN,
            "log_entries": audit_log.entries(self.reader)[:SHOWN],
            **self._acts(),
        }

    def _acts(self) -> dict[str, bool]:
        """Return what the user may do now for this reader."""
        reason = self.suppression.reason if self.suppression else None
        may_change = self.may("change")
        return {
            "may_unsubscribe": may_change and self.reader.status in Subscriber.STOPPABLE,
            "may_ask_again": may_change and self.reader.status == Subscriber.Status.PENDING,
            "may_suppress": may_change and reason != Suppression.Reason.BY_REQUEST,
            "may_lift": may_change and reason in suppression_decisions.LIFT_FOR,
            "may_erase": may_change,
            "may_export": self.may("export", "view_address"),
        }

    def _deliveries(self) -> QuerySet:
        """Return what was mailed to the reader by mailings that the user may see."""
        mine = permissions.manageable_mailings(self.request.user).filter(site=self.reader.site)
        deliveries = self.reader.deliveries.filter(mailing__in=mine.values("pk"))
        related = deliveries.select_related("mailing__page")
        return related.defer("mailing__html", "mailing__text", "mailing__serialized").order_by(
            "-pk"
        )


def _reason(delivery: Delivery) -> str:
    why = failure_reasons.in_words(delivery.error_class) if delivery.error_class else ""
    is_over = delivery.state in (Delivery.State.FAILED, Delivery.State.SKIPPED)
    return why if is_over else ""
