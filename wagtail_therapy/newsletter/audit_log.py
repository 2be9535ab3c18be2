"""Records in Wagtail's audit log who did what to a mailing or a reader, without addresses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from wagtail.log_actions import LogFormatter, registry
from wagtail.log_actions import log as log_action
from wagtail.models import Site

from .models import ConsentEvent, Mailing, Subscriber, SubscriberImport

SEND_NOW = "wagtail_therapy.mailing.send_now"
PAUSE = "wagtail_therapy.mailing.pause"
RESUME = "wagtail_therapy.mailing.resume"
CANCEL = "wagtail_therapy.mailing.cancel"
ANNOUNCE = "wagtail_therapy.mailing.announce"
RESCHEDULE = "wagtail_therapy.mailing.reschedule"
MARK_SENT = "wagtail_therapy.mailing.mark_sent"
SEND_AGAIN = "wagtail_therapy.mailing.send_again"
TRY_AGAIN = "wagtail_therapy.mailing.try_again"
LOOK_UP = "wagtail_therapy.mailing.look_up"
TEST = "wagtail_therapy.mailing.test"
SUPPRESS = "wagtail_therapy.reader.suppress"
LIFT = "wagtail_therapy.reader.lift"
ADOPT = "wagtail_therapy.place.adopt"
UPLOAD = "wagtail_therapy.readers.upload"
BEGIN_IMPORT = "wagtail_therapy.readers.begin_import"
IMPORT = "wagtail_therapy.readers.import"
UNDO_IMPORT = "wagtail_therapy.readers.undo_import"
FREQUENCY = "wagtail_therapy.readers.frequency"


@dataclass(frozen=True)
class Pause:
    """Who paused a mailing, "" if it paused itself, and when."""

    by: str
    at: datetime


LABELS = {
    SEND_NOW: (gettext_lazy("Send a mailing now"), gettext_lazy("Sent without waiting any longer")),
    ANNOUNCE: (gettext_lazy("Email an announcement"), gettext_lazy("Decided to email it")),
    RESCHEDULE: (gettext_lazy("Schedule a mailing again"), gettext_lazy("Scheduled again")),
    UPLOAD: (gettext_lazy("Upload readers"), gettext_lazy("A file with readers was uploaded")),
    BEGIN_IMPORT: (
        gettext_lazy("Begin an import of readers"),
        gettext_lazy("An import of readers was begun"),
    ),
}


def record(mailing: Mailing, action: str, user: Any = None, **data: Any) -> None:
    """Record an action. Without a user, it's the one who made this request, if there is one.

    Empty values in the data are left out.
    """
    said = {name: value for name, value in data.items() if value}
    log_action(instance=mailing, action=action, user=user, data=said)


def record_reader(
    reader: Subscriber | None, site: Site, action: str, *, user: Any, by: str, **data: Any
) -> None:
    """Record what was done to a reader, or to the site when the reader's address is deleted.

    ``by``, the name given on the command line, is recorded only without a user.
    """
    title = _("Reader %d") % reader.pk if reader else str(site)
    data |= {} if user else {"by": by}
    log_action(instance=reader or site, action=action, user=user, title=title, data=data)


def record_test(instance: Any, user: Any, number: int) -> None:
    """Record that a test of a page's email was sent to so many addresses of the practice."""
    log_action(instance=instance, action=TEST, user=user, data={"number": number})


def record_place(site: Site, *, user: Any, by: str, why: str) -> None:
    """Record on its site that a place was adopted."""
    data = {"why": why} | ({} if user else {"by": by})
    log_action(instance=site, action=ADOPT, user=user, data=data)


def record_import(
    done: SubscriberImport, action: str, number: int, *, by: str, user: Any = None
) -> None:
    """Record on its site that so many rows were imported, or taken back."""
    data = {"number": number, "import": done.pk} | ({} if user else {"by": by})
    log_action(instance=done.site, action=action, user=user, data=data)


def record_frequency(site: Site, frequency: str, number: int, *, user: Any) -> None:
    """Record on its site how often readers are emailed from now on, and how many are moved."""
    log_action(site, FREQUENCY, user=user, data={"frequency": frequency, "number": number})


def record_import_step(begun: SubscriberImport, action: str, user: Any) -> None:
    """Record on its site that the user uploaded a file, or began its import."""
    log_action(instance=begun.site, action=action, user=user, data={"import": begun.pk})


def entries(instance: Mailing | Subscriber) -> QuerySet:
    """Return what was done to a mailing or a reader, latest first."""
    return registry.get_logs_for_instance(instance).select_related("user")


def last_pause(mailing: Mailing) -> Pause | None:
    """Return the last pause of a mailing; None if the log has none."""
    entry = entries(mailing).filter(action=PAUSE).first()
    if entry is None:
        return None
    name = entry.user_display_name if entry.user else entry.data.get("by", "")
    return Pause(name, entry.timestamp)


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


class TestFormatter(LogFormatter):
    label = gettext_lazy("Send a test of an email")
    message = ngettext_lazy(
        "Test of the email sent to %(number)d address",
        "Test of the email sent to %(number)d addresses",
        "number",
    )

    def format_message(self, log_entry: Any) -> str:
        return self.message % {"number": log_entry.data.get("number", 0)}


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


class ImportFormatter(LogFormatter):
    label = gettext_lazy("Import readers")
    message = ngettext_lazy("%(number)d reader imported", "%(number)d readers imported", "number")

    def format_message(self, log_entry: Any) -> str:
        return self.message % {"number": log_entry.data.get("number", 0)}

    def format_comment(self, log_entry: Any) -> str:
        """Name the person given on the command line, which doesn't know the user."""
        return log_entry.data.get("by", "")


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
    actions.register_action(PAUSE)(PauseFormatter)
    actions.register_action(RESUME)(ResumeFormatter)
    actions.register_action(CANCEL)(CancelFormatter)
    actions.register_action(MARK_SENT)(MarkSentFormatter)
    actions.register_action(SEND_AGAIN)(SendAgainFormatter)
    actions.register_action(TRY_AGAIN)(TryAgainFormatter)
    actions.register_action(LOOK_UP)(LookUpFormatter)
    actions.register_action(TEST)(TestFormatter)
    actions.register_action(SUPPRESS)(SuppressFormatter)
    actions.register_action(LIFT)(LiftFormatter)
    actions.register_action(ADOPT)(AdoptFormatter)
    actions.register_action(IMPORT)(ImportFormatter)
    actions.register_action(UNDO_IMPORT)(UndoImportFormatter)
    actions.register_action(FREQUENCY)(FrequencyFormatter)
