"""The readers of each site, in the admin: a list, and a page for each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
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

from ..models import Subscriber, Suppression
from ..permissions import subscriber_permission_policy
from ..readers import suppression_decisions, suppressions


class SubscriberIndexView(IndexView):
    """The readers of each site where the user may see readers.

    Their addresses are masked, except on sites where the user may also see addresses.
    """

    model = Subscriber
    permission_policy = subscriber_permission_policy
    any_permission_required = ["view"]
    page_title = gettext_lazy("Subscribers")
    header_icon = "group"
    template_name = "wagtail_therapy/newsletter/admin/subscribers.html"
    index_url_name = "therapy_subscribers:index"
    index_results_url_name = "therapy_subscribers:index_results"
    default_ordering = "-created_at"
    list_filter = ["status"]

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            TitleColumn(
                "address",
                accessor=self.shown_address,
                label=_("Address"),
                get_url=lambda reader: reverse("therapy_subscribers:detail", args=[reader.pk]),
            ),
            CapitalizedColumn("get_status_display", label=_("Status")),
            DateColumn("created_at", label=_("Signed up")),
            DateColumn("confirmed_at", label=_("Confirmed")),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"totals": self.totals()}

    def totals(self) -> list[tuple[Any, int]]:
        """Return how many readers the user may see in each state, without empty states."""
        rows = self.get_base_queryset().order_by().values_list("status")
        counts = dict(rows.annotate(number=Count("pk")))
        labels = Subscriber.Status.choices
        return [(label, counts[value]) for value, label in labels if value in counts]

    def get_base_queryset(self) -> QuerySet:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "view")

    def shown_address(self, subscriber: Subscriber) -> str:
        is_shown = subscriber.site_id in self.sites_with_addresses
        return subscriber.email if is_shown else subscriber.masked_email

    @cached_property
    def sites_with_addresses(self) -> set[int]:
        sites = self.permission_policy.sites_user_has_permission_for(
            self.request.user, "view_address"
        )
        return set(sites.values_list("pk", flat=True))


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
        reason = self.suppression.reason if self.suppression else None
        return super().get_context_data(**kwargs) | {
            "reader": self.reader,
            "suppression": self.suppression,
            "may_suppress": self.may("change") and reason != Suppression.Reason.BY_REQUEST,
            "may_lift": self.may("change") and reason in suppression_decisions.LIFT_FOR,
            "events": self.reader.consent_events.order_by("-created_at", "-pk"),
        }
