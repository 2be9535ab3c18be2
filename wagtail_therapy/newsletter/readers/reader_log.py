"""Records in Wagtail's audit log what was done to readers, with numbers and without addresses."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from wagtail.log_actions import LogFormatter
from wagtail.log_actions import log as log_action
from wagtail.models import Site

from ..models import Subscriber

EXPORT = "wagtail_therapy.readers.export"
ADD = "wagtail_therapy.reader.add"
UNSUBSCRIBE = "wagtail_therapy.reader.unsubscribe"
ASK_AGAIN = "wagtail_therapy.reader.ask_again"
ERASE = "wagtail_therapy.reader.erase"
EXPORT_DATA = "wagtail_therapy.reader.export_data"


def record(site: Site, action: str, *, user: Any, by: str = "", **data: Any) -> None:
    """Record what was done on a site. ``by``, from the command line, only without a user."""
    data |= {} if user else {"by": by}
    log_action(instance=site, action=action, user=user, data=data)


def record_reader(reader: Subscriber, action: str, *, user: Any, by: str = "") -> None:
    """Record what was done to a reader, who is named by number."""
    title = _("Reader %d") % reader.pk
    data = {} if user else {"by": by}
    log_action(instance=reader, action=action, user=user, title=title, data=data)


class NumberFormatter(LogFormatter):
    """Says to how many readers, and names the person given on the command line."""

    def format_message(self, log_entry: Any) -> str:
        return self.message % {"number": log_entry.data.get("number", 0)}

    def format_comment(self, log_entry: Any) -> str:
        return log_entry.data.get("by", "")


class ExportFormatter(NumberFormatter):
    label = gettext_lazy("Export readers")
    message = ngettext_lazy(
        "%(number)d address exported", "%(number)d addresses exported", "number"
    )


class ReaderFormatter(LogFormatter):
    """Names the person given on the command line, which doesn't know the user."""

    def format_comment(self, log_entry: Any) -> str:
        return log_entry.data.get("by", "")


class AddFormatter(ReaderFormatter):
    label = gettext_lazy("Add a reader")
    message = gettext_lazy("Added by hand")


class UnsubscribeFormatter(ReaderFormatter):
    label = gettext_lazy("Unsubscribe a reader")
    message = gettext_lazy("Unsubscribed")


class AskAgainFormatter(ReaderFormatter):
    label = gettext_lazy("Send a confirmation again")
    message = gettext_lazy("Confirmation sent again")


class ExportDataFormatter(ReaderFormatter):
    label = gettext_lazy("Export all about a reader")
    message = gettext_lazy("Exported what is held about them")


class EraseFormatter(ReaderFormatter):
    """Names the reader by a number that is no longer theirs."""

    label = gettext_lazy("Erase a reader")

    def format_message(self, log_entry: Any) -> str:
        number = log_entry.data.get("reader", 0)
        if log_entry.data.get("never_again"):
            return _("Reader %(number)d erased, never to be emailed again") % {"number": number}
        return _("Reader %(number)d erased") % {"number": number}


def register_actions(actions: Any) -> None:
    actions.register_action(ADD)(AddFormatter)
    actions.register_action(UNSUBSCRIBE)(UnsubscribeFormatter)
    actions.register_action(ASK_AGAIN)(AskAgainFormatter)
    actions.register_action(EXPORT_DATA)(ExportDataFormatter)
    actions.register_action(ERASE)(EraseFormatter)
    actions.register_action(EXPORT)(ExportFormatter)
