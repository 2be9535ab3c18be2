"""How Wagtail's site history shows what was done to a mailing or a reader."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from wagtail.log_actions import LogFormatter

from .. import audit_log
from ..models import ConsentEvent, Subscriber
from ..readers.reader_log import NumberFormatter

LABELS = {
    audit_log.SEND_NOW: (
        gettext_lazy("Send a mailing now"),
        gettext_lazy("Sent without waiting any longer"),
    ),
    audit_log.ANNOUNCE: (
        gettext_lazy("Email an announcement"),
        gettext_lazy("Decided to email it"),
    ),
    audit_log.RESCHEDULE: (
        gettext_lazy("Schedule a mailing again"),
        gettext_lazy("Scheduled again"),
    ),
    audit_log.UPLOAD: (
        gettext_lazy("Upload readers"),
        gettext_lazy("A file with readers was uploaded"),
    ),
    audit_log.BEGIN_IMPORT: (
        gettext_lazy("Begin an import of readers"),
        gettext_lazy("An import of readers was begun"),
    ),
}


class StateFormatter(LogFormatter):
    """Says why, and names the person given on the command line, which doesn't know the user."""

    def format_comment(self, log_entry: Any) -> str:
        why, name = log_entry.data.get("reason", ""), log_entry.data.get("by")
        return f"{why} ({name})".strip() if name else why


class PauseFormatter(StateFormatter):
    label = gettext_lazy("Pause a mailing")
    message = gettext_lazy("Paused")


class ResumeFormatter(StateFormatter):
    label = gettext_lazy("Resume a mailing")
    message = gettext_lazy("Resumed")


class CancelFormatter(StateFormatter):
    label = gettext_lazy("Cancel a mailing")
    message = gettext_lazy("Cancelled")


class ResolutionFormatter(LogFormatter):
    """Says what was decided, and for how many recipients without an answer."""

    def format_message(self, log_entry: Any) -> str:
        return self.message % {"number": log_entry.data.get("number", 0)}

    def format_comment(self, log_entry: Any) -> str:
        """Name the person given on the command line, which doesn't know the user."""
        name = log_entry.data.get("by")
        return _("Confirmed by %(name)s") % {"name": name} if name else ""


class MarkSentFormatter(ResolutionFormatter):
    label = gettext_lazy("Mark recipients as sent")
    message = ngettext_lazy(
        "%(number)d recipient without an answer marked as sent",
        "%(number)d recipients without an answer marked as sent",
        "number",
    )


class SendAgainFormatter(ResolutionFormatter):
    label = gettext_lazy("Send again to recipients")
    message = ngettext_lazy(
        "Sent again to %(number)d recipient without an answer",
        "Sent again to %(number)d recipients without an answer",
        "number",
    )


class TryAgainFormatter(ResolutionFormatter):
    label = gettext_lazy("Try again for failed recipients")
    message = ngettext_lazy(
        "Tried again for %(number)d recipient whose email had failed",
        "Tried again for %(number)d recipients whose email had failed",
        "number",
    )


class TestFormatter(NumberFormatter):
    label = gettext_lazy("Send a test of an email")
    message = ngettext_lazy(
        "Test of the email sent to %(number)d address",
        "Test of the email sent to %(number)d addresses",
        "number",
    )


class LookUpFormatter(LogFormatter):
    """Gives the number of the reader who was looked up, and not the address."""

    label = gettext_lazy("Look up who got a mailing")

    def format_message(self, log_entry: Any) -> str:
        number = log_entry.data.get("reader")
        if number is None:
            return _("Looked up an address")
        return _("Looked up reader %(number)d") % {"number": number}


class SuppressFormatter(LogFormatter):
    label = gettext_lazy("Stop all emails to a reader")
    message = gettext_lazy("All emails stopped")

    def format_comment(self, log_entry: Any) -> str:
        """Say why, and name the person given on the command line, which doesn't know the user."""
        whys = dict(ConsentEvent.Why.choices)
        why, name = whys.get(log_entry.data.get("why"), ""), log_entry.data.get("by")
        return f"{why} ({name})" if name else str(why)


class LiftFormatter(SuppressFormatter):
    label = gettext_lazy("Allow emails to a reader again")
    message = gettext_lazy("Emails allowed again")


class AdoptFormatter(LogFormatter):
    label = gettext_lazy("Send mailings from a new place")
    message = gettext_lazy("Mailings may be sent from a new place")

    def format_comment(self, log_entry: Any) -> str:
        """Say why, and name the person given on the command line, which doesn't know the user."""
        why, name = log_entry.data.get("why", ""), log_entry.data.get("by")
        return f"{why} ({name})" if name else why


class ImportFormatter(NumberFormatter):
    label = gettext_lazy("Import readers")
    message = ngettext_lazy("%(number)d reader imported", "%(number)d readers imported", "number")


class UndoImportFormatter(ImportFormatter):
    label = gettext_lazy("Undo an import of readers")
    message = ngettext_lazy(
        "Import undone: %(number)d row deleted", "Import undone: %(number)d rows deleted", "number"
    )


class FrequencyFormatter(LogFormatter):
    label = gettext_lazy("Change how often readers are emailed")

    def format_message(self, log_entry: Any) -> str:
        name = dict(Subscriber.Frequency.choices).get(log_entry.data.get("frequency"), "")
        return _("Readers are emailed: %s, unless they choose otherwise") % name

    def format_comment(self, log_entry: Any) -> str:
        number = log_entry.data.get("number", 0)
        text = ngettext(
            "%(number)d reader gets fewer emails", "%(number)d readers get fewer emails", number
        )
        return text % {"number": number} if number else ""


def register_actions(actions: Any) -> None:
    for action, (label, message) in LABELS.items():
        actions.register_action(action, label, message)
    actions.register_action(audit_log.PAUSE)(PauseFormatter)
    actions.register_action(audit_log.RESUME)(ResumeFormatter)
    actions.register_action(audit_log.CANCEL)(CancelFormatter)
    actions.register_action(audit_log.MARK_SENT)(MarkSentFormatter)
    actions.register_action(audit_log.SEND_AGAIN)(SendAgainFormatter)
    actions.register_action(audit_log.TRY_AGAIN)(TryAgainFormatter)
    actions.register_action(audit_log.LOOK_UP)(LookUpFormatter)
    actions.register_action(audit_log.TEST)(TestFormatter)
    actions.register_action(audit_log.SUPPRESS)(SuppressFormatter)
    actions.register_action(audit_log.LIFT)(LiftFormatter)
    actions.register_action(audit_log.ADOPT)(AdoptFormatter)
    actions.register_action(audit_log.IMPORT)(ImportFormatter)
    actions.register_action(audit_log.UNDO_IMPORT)(UndoImportFormatter)
    actions.register_action(audit_log.FREQUENCY)(FrequencyFormatter)
