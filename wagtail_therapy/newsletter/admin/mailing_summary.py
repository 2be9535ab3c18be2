"""What happened to a mailing, in one sentence for editors: who did what, when, and to how many."""

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name

from .. import audit_log, clock
from ..audit_log import Pause
from ..models import Mailing, Subscriber
from ..sending import mailings, recipients
from . import digest_summary

State = Mailing.State

# How many seconds a page waits, at least and at most, before it looks again.
SOON, LATER = 5, 60


def sentence_of(mailing: Mailing) -> str:
    """Return the sentence, with everything that the database knows."""
    if mailing.state == State.HELD:
        said = sentence(mailing, readers=readers(mailing))
        return _joined(said, digest_summary.sentence(digest_summary.readers(mailing)))
    if mailing.state == State.PAUSED:
        return sentence(mailing, pause=audit_log.last_pause(mailing))
    return sentence(mailing)


def sentence(mailing: Mailing, *, readers: int = 0, pause: Pause | None = None) -> str:
    """Return the sentence. ``readers`` is how many would get it now; it is shown before sending."""
    if mailing.state == State.HELD:
        return _held(mailing, readers)
    if mailing.state == State.PAUSED:
        return _paused(mailing, pause)
    return SENTENCES[mailing.state](mailing)


def readers(mailing: Mailing) -> int:
    """Return how many readers it would go to if it were sent now."""
    return recipients.at_once(mailing, recipients.recipients(mailing)).count()


def readers_of(site_id: int) -> int:
    """Return how many readers of a site can be mailed now."""
    return Subscriber.objects.filter(site=site_id).mailable().count()


def still_waiting(mailing: Mailing) -> int:
    """Return how many readers are still to get it; if they aren't listed yet, how many would."""
    is_listed = mailing.total and (mailing.sent or mailing.state != State.FREEZING)
    return mailing.left if is_listed else readers(mailing)


def what_cancelling_does(mailing: Mailing) -> str:
    """Return how many readers have got it and how many won't, if it is cancelled now."""
    got = ngettext(
        "%(number)d reader has got it already.",
        "%(number)d readers have got it already.",
        mailing.sent,
    )
    lost = ngettext(
        "%(number)d reader won’t get it.",
        "%(number)d readers won’t get it.",
        number := still_waiting(mailing) + digest_summary.readers(mailing),
    )
    if next_digest := digest_summary.what_becomes_of(mailing):
        return _joined(_("No one has got it yet."), next_digest)
    return _joined(
        got % {"number": mailing.sent} if mailing.sent else _("No one has got it yet."),
        lost % {"number": number},
        _unknown(mailing),
        _("You can’t undo this.") if mailing.is_begun else "",
    )


def is_running(mailing: Mailing) -> bool:
    """Whether it is changing by itself now."""
    return mailing.state in Mailing.WORKABLE and mailing.not_before <= clock.now()


def link_text(mailing: Mailing) -> str:
    """Return what a user may do on its page, for a link that leads there."""
    if mailing.state == State.PAUSED:
        return _("Resume or cancel")
    if mailing.is_held and not is_running(mailing):
        return _("Send now or cancel")
    if mailing.is_cancellable:
        return _("Pause or cancel")
    return _("Send it after all") if mailings.may_be_rescheduled(mailing) else _("Details")


def seconds_to_change(mailing: Mailing) -> int | None:
    """Return in how many seconds the sentence may change; None if it won't."""
    if mailing.state not in Mailing.WORKABLE:
        return None
    waits = math.ceil((mailing.not_before - clock.now()).total_seconds())
    return min(max(waits, SOON), LATER)


def when(moment: datetime) -> str:
    """Return the time, with the day unless it is today."""
    local = template_localtime(moment)
    if local.date() == template_localtime(clock.now()).date():
        return time_format(local)
    return _("%(time)s on %(day)s") % {"time": time_format(local), "day": date_format(local)}


def _held(mailing: Mailing, number: int) -> str:
    values = {"number": number, "time": when(mailing.not_before)}
    if mailing.not_before > clock.now():
        text = ngettext(
            "At %(time)s it will be sent to %(number)s reader.",
            "At %(time)s it will be sent to %(number)s readers.",
            number,
        )
    else:
        text = ngettext(
            "It’s about to be sent to %(number)s reader.",
            "It’s about to be sent to %(number)s readers.",
            number,
        )
    return text % values


def _paused(mailing: Mailing, pause: Pause | None) -> str:
    values = {"reason": mailing.paused_reason}
    if pause:
        values |= {"name": pause.by, "time": when(pause.at)}
    if pause and pause.by:
        said = _("At %(time)s %(name)s paused it. %(reason)s")
    elif pause:
        said = _("At %(time)s it was paused. %(reason)s")
    else:
        said = _("It’s paused. %(reason)s")
    got = _("%(sent)s of %(total)s have got it.") if mailing.total else _("No one has got it yet.")
    return _joined(said % values, got % _numbers(mailing), _unknown(mailing))


def _cancelled(mailing: Mailing) -> str:
    values = _ended(mailing)
    if mailing.is_withdrawn:
        said = _withdrawn(mailing) % values
    elif mailing.cancelled_by:
        name = get_user_display_name(mailing.cancelled_by)
        said = _("At %(time)s %(name)s cancelled it.") % (values | {"name": name})
    else:
        said = _("At %(time)s it was cancelled.") % values
    got = _("%(sent)s of %(total)s had got it.") if mailing.sent else _("No one got it.")
    next_digest = digest_summary.what_becomes_of(mailing)
    return _joined(said, got % values, next_digest, _unknown(mailing))


def _withdrawn(mailing: Mailing) -> str:
    if mailing.kind == Mailing.Kind.DIGEST:
        return _("At %(time)s it was cancelled, because none of its posts was public any more.")
    return _("At %(time)s it was cancelled, because the post was no longer public.")


def _sent(mailing: Mailing) -> str:
    in_digest = digest_summary.sentence(mailing.digest_readers)
    if not mailing.total and in_digest:
        return _joined(_("No reader gets it by itself."), in_digest)
    if not mailing.total:
        return _("It went to no one: at %(time)s there were no readers.") % _ended(mailing)
    if mailing.sent == mailing.total:
        text = ngettext(
            "At %(time)s it was sent to %(sent)s reader.",
            "At %(time)s it was sent to all %(sent)s readers.",
            mailing.sent,
        )
    else:
        text = _("At %(time)s it was sent to %(sent)s of %(total)s readers.")
    return _joined(text % _ended(mailing), in_digest, _unknown(mailing))


def _preparing(mailing: Mailing) -> str:
    return _("It’s being prepared and will be sent in a moment.")


def _sending(mailing: Mailing) -> str:
    if mailing.not_before > clock.now():
        text = _(
            "%(sent)s of %(total)s have got it. The mail server isn’t taking more at the moment. "
            "At %(time)s we’ll try again."
        )
        return text % (_numbers(mailing) | {"time": when(mailing.not_before)})
    return _("It’s being sent: %(sent)s of %(total)s so far.") % _numbers(mailing)


def _expired(mailing: Mailing) -> str:
    text = _("It wasn’t sent: at %(time)s it was so late that it might have been out of date.")
    return _joined(text % _ended(mailing), digest_summary.what_becomes_of(mailing))


def _failed(mailing: Mailing) -> str:
    text = _("It wasn’t sent: at %(time)s the list of readers couldn’t be prepared.")
    return text % _ended(mailing)


def _unknown(mailing: Mailing) -> str:
    if not mailing.unknown:
        return ""
    text = ngettext(
        "For %(unknown)s reader we don’t know whether it arrived.",
        "For %(unknown)s readers we don’t know whether it arrived.",
        mailing.unknown,
    )
    return text % _numbers(mailing)


def _joined(*sentences: str) -> str:
    return " ".join(said.strip() for said in sentences if said)


def _ended(mailing: Mailing) -> dict[str, Any]:
    return _numbers(mailing) | {"time": when(mailing.finished_at or mailing.created_at)}


def _numbers(mailing: Mailing) -> dict[str, int]:
    return {name: getattr(mailing, name) for name in ("sent", "total", "unknown")}


SENTENCES: dict[Any, Callable[[Mailing], str]] = {
    State.FREEZING: _preparing,
    State.READY: _preparing,
    State.SENDING: _sending,
    State.FINISHED: _sent,
    State.FINISHED_WITH_UNKNOWN: _sent,
    State.CANCELLED: _cancelled,
    State.FAILED: _failed,
    State.EXPIRED: _expired,
}
