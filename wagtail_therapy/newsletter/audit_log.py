"""Records in Wagtail's audit log who did what to a mailing or a reader, without addresses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log as log_action
from wagtail.log_actions import registry
from wagtail.models import Site

from .models import Mailing, Subscriber, SubscriberImport

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
