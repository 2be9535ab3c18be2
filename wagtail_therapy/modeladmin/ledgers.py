"""The rows behind the mail, for whoever asks what became of one. Addresses are shown masked."""

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from wagtail_therapy.newsletter.models import Delivery

from .filters import LedgerIndexView, MailingFilter
from .permissions import ReadOnlyPermissionHelper


class Ledger(ModelAdmin):
    """What all ledgers are: read only, with a page for each row."""

    permission_helper_class = ReadOnlyPermissionHelper
    index_view_class = LedgerIndexView
    inspect_view_enabled = True
    # Nobody edits a row, so there is no history; and it would be open to all who may log in.
    history_view_enabled = False
    list_per_page = 50
    ordering = ["-pk"]
    add_to_settings_menu = False


class DeliveryLedger(Ledger):
    model = Delivery
    menu_icon = "list-ul"
    list_display = ["pk", "mailing", "reader", "state", "attempts", "error_class"]
    list_filter = ["state", MailingFilter]
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

    def reader(self, delivery):
        return str(delivery.subscriber) if delivery.subscriber else _("erased")

    reader.short_description = _("reader")


class LedgerGroup(ModelAdminGroup):
    menu_label = _("Mail ledgers")
    menu_icon = "list-ul"
    menu_order = 260
    items = [DeliveryLedger]
