"""Lists of what happened to each email. Addresses are masked."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import InspectView

from wagtail_therapy.newsletter.admin import delivery_results
from wagtail_therapy.newsletter.models import Delivery, ProviderEvent, event_types

from .filters import (
    EventFilter,
    LedgerIndexView,
    MailingFilter,
    MailingOfDeliveryFilter,
    ResultFilter,
)
from .permissions import ReadOnlyPermissionHelper, may_read_all_sites, readable_sites

# Names of columns that are shorter in the database.
LABELS = {"state": _("result"), "attempts": _("tries")}


class DetailsButtonHelper(ButtonHelper):
    def inspect_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        said = {"label": _("Details"), "title": _("Details of this delivery")}
        return super().inspect_button(*args, **kwargs) | said


class RowView(InspectView):
    """All that is known about a row, with names as in the other forms of the admin."""

    page_title = _("Details")

    def get_meta_title(self) -> str:
        return str(self.page_title)

    def get_page_subtitle(self) -> str:
        return ""

    def get_field_label(self, field_name: str, field: Any = None) -> str:
        label = LABELS.get(field_name) or super().get_field_label(field_name, field)
        return capfirst(label)

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        if field_name == "state":
            return delivery_results.in_words(self.instance)
        return super().get_field_display_value(field_name, field)


class Ledger(ModelAdmin):
    """The base of all ledgers: read-only, with a page for each row."""

    permission_helper_class = ReadOnlyPermissionHelper
    index_view_class = LedgerIndexView
    inspect_view_enabled = True
    inspect_view_class = RowView
    # Rows are never edited, so they need no history, which anyone who may log in could open.
    history_view_enabled = False
    list_per_page = 50
    ordering = ["-pk"]
    add_to_settings_menu = False
    # The lookup from a row to its site.
    site_path = "mailing__site"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows of sites where the user may see readers.

        Only people who may see all readers get rows that no longer say which site they belong to.
        """
        rows = super().get_queryset(request)
        if may_read_all_sites(request.user):
            return rows
        return rows.filter(**{f"{self.site_path}__in": readable_sites(request.user)})


class DeliveryLedger(Ledger):
    model = Delivery
    menu_label = _("Who got what")
    menu_icon = "list-ul"
    button_helper_class = DetailsButtonHelper
    list_display = ["reader", "mailing", "result", "tries", "error_class"]
    list_filter = [ResultFilter, MailingFilter]
    list_select_related = ["mailing__page", "subscriber"]
    inspect_view_fields = [
        "mailing",
        "subscriber",
        "state",
        "attempts",
        "next_attempt_at",
        "provider_id",
        "error_class",
    ]

    @display(description=_("reader"))
    def reader(self, delivery: Delivery) -> str:
        return str(delivery.subscriber) if delivery.subscriber else _("erased")

    @display(description=LABELS["state"], ordering="state")
    def result(self, delivery: Delivery) -> str:
        return delivery_results.in_words(delivery)

    @display(description=LABELS["attempts"], ordering="attempts")
    def tries(self, delivery: Delivery) -> int:
        return delivery.attempts


class ProviderEventLedger(Ledger):
    model = ProviderEvent
    menu_label = _("What your email service reported")
    menu_icon = "mail"
    list_display = ["occurred_at", "provider", "event", "mailing", "reader"]
    list_filter = [EventFilter, MailingOfDeliveryFilter]
    list_select_related = ["delivery__mailing__page", "delivery__subscriber"]
    site_path = "delivery__mailing__site"
    # The list shows everything.
    inspect_view_enabled = False

    @display(description=_("event"), ordering="event_type")
    def event(self, event: ProviderEvent) -> str:
        return event_types.LABELS.get(event.event_type, event.event_type)

    @display(description=_("mailing"))
    def mailing(self, event: ProviderEvent) -> str:
        return str(event.delivery.mailing) if event.delivery else "–"

    @display(description=_("reader"))
    def reader(self, event: ProviderEvent) -> str:
        subscriber = event.delivery and event.delivery.subscriber
        return str(subscriber) if subscriber else _("erased")


class LedgerGroup(ModelAdminGroup):
    menu_label = _("Email log")
    menu_icon = "list-ul"
    menu_order = 260
    items = [DeliveryLedger, ProviderEventLedger]
