from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView

from .models import Subscriber
from .permissions import subscriber_permission_policy


class SubscriberIndexView(IndexView):
    """The readers of each site where the user may see readers.

    Their addresses are masked, except on sites where the user may also see addresses.
    """

    model = Subscriber
    permission_policy = subscriber_permission_policy
    any_permission_required = ["view"]
    page_title = _("Subscribers")
    header_icon = "group"
    index_url_name = "therapy_subscribers:index"
    index_results_url_name = "therapy_subscribers:index_results"
    default_ordering = "-created_at"
    list_filter = ["status"]

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            Column("address", accessor=self.shown_address, label=_("Address")),
            Column("get_status_display", label=_("Status")),
            DateColumn("created_at", label=_("First asked")),
            DateColumn("confirmed_at", label=_("Confirmed")),
        ]

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
