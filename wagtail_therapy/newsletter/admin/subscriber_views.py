"""The list of readers in the admin, of each site where the user may see readers."""

from typing import Any

from django.core.cache import cache
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.models import Site

from wagtail_therapy.content.admin.tables import CapitalizedColumn

from ..models import Subscriber
from ..permissions import subscriber_permission_policy
from ..readers import leaving_reasons
from ..readers.monthly_numbers import in_words
from . import import_access, readers_chart
from .find_subscriber_views import FindForm
from .subscriber_filters import SubscriberFilterSet

# Counting more of them would take longer than showing a page of them.
COUNTED = 10_000
SECONDS = 60


class CappedPaginator(WagtailPaginator):
    """Counts up to a number of readers, and has pages for as many: filters find the others."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:COUNTED].count()

    @cached_property
    def items_count_label(self) -> str:
        if self.count < COUNTED:
            return super().items_count_label
        return _("%(number)d or more subscribers") % {"number": self.count}


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
    filterset_class = SubscriberFilterSet
    paginator_class = CappedPaginator
    paginate_by = 50

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="subscriber"),
            TitleColumn(
                "address",
                accessor=self.shown_address,
                label=_("Address"),
                get_url=lambda reader: reverse("therapy_subscribers:detail", args=[reader.pk]),
                get_title_id=lambda reader: f"subscriber_{reader.pk}_title",
            ),
            CapitalizedColumn("get_status_display", label=_("Status")),
            DateColumn("created_at", label=_("Signed up")),
            DateColumn("confirmed_at", label=_("Confirmed")),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.permission_policy.user_has_permission(self.request.user, "change"):
            return []
        url = reverse("therapy_subscribers:add")
        return [HeaderButton(_("Add a reader"), url=url, icon_name="plus")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = []
        if self.may_import:
            url = reverse("therapy_imports:add")
            buttons.append(Button(_("Import"), url=url, icon_name="upload"))
        if self.permission_policy.user_has_permission(self.request.user, "export"):
            url = reverse("therapy_subscribers:export")
            buttons.append(Button(_("Export"), url=url, icon_name="download"))
        return buttons

    @cached_property
    def may_import(self) -> bool:
        return import_access.may_import_any(self.request.user)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.results_only:
            return context
        return context | {
            "totals": totals(self.sites),
            "may_import": self.may_import,
            "find_form": FindForm(is_part_allowed=bool(self.sites_with_addresses)),
            "chart": readers_chart.of(self.sites),
            "leaving_reasons": [
                (reason, in_words(number))
                for reason, number in leaving_reasons.in_last_year(self.sites)
            ],
        }

    def get_base_queryset(self) -> QuerySet:
        # Few numbers, rather than Wagtail's join over all readers.
        return Subscriber.objects.filter(site__in=[site.pk for site in self.sites])

    def shown_address(self, subscriber: Subscriber) -> str:
        is_shown = subscriber.site_id in self.sites_with_addresses
        return subscriber.email if is_shown else subscriber.masked_email

    @cached_property
    def sites(self) -> list[Site]:
        return list(self.permission_policy.sites_user_has_permission_for(self.request.user, "view"))

    @cached_property
    def sites_with_addresses(self) -> set[int]:
        sites = self.permission_policy.sites_user_has_permission_for(
            self.request.user, "view_address"
        )
        return set(sites.values_list("pk", flat=True))


def totals(sites: list[Site]) -> list[tuple[Any, int]]:
    """Return how many readers sites have in each state, without empty states.

    Of a long list, as it was within the last minute.
    """
    key = "wagtail_therapy.readers.totals." + "-".join(str(site.pk) for site in sites)
    counts = cache.get(key)
    if counts is None:
        rows = Subscriber.objects.filter(site__in=[site.pk for site in sites]).order_by()
        counts = dict(rows.values_list("status").annotate(number=Count("pk")))
        if sum(counts.values()) > COUNTED:
            cache.set(key, counts, SECONDS)
    labels = Subscriber.Status.choices
    return [(label, counts[value]) for value, label in labels if value in counts]
