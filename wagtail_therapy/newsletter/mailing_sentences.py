"""What became of a mailing, in one sentence for editors: who did what, when, and to how many."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_user_display_name

from . import clock
from .models import Mailing, Subscriber

State = Mailing.State


def sentence(mailing: Mailing, readers: int | None = None, paused_by: str = "") -> str:
    """Return the sentence. ``readers`` is how many would get it now; it is told before sending.

    ``paused_by`` is the name of the person who paused it; "" if it paused itself.
    """
    if mailing.state == State.HELD:
        return _held(mailing, readers or 0)
    if mailing.state == State.PAUSED:
        return _paused(mailing, paused_by)
    return SENTENCES[mailing.state](mailing)


def readers(mailing: Mailing) -> int:
    """Return how many readers it would go to if they were written down now."""
    return Subscriber.objects.filter(site=mailing.site_id).mailable().count()


def is_running(mailing: Mailing) -> bool:
    """Whether it changes by itself at the moment."""
    return mailing.state in Mailing.WORKABLE and mailing.not_before <= clock.now()


def when(moment: datetime) -> str:
    """Return the time of a moment, with its day unless that is today."""
    local = template_localtime(moment)
    if local.date() == template_localtime(clock.now()).date():
        return time_format(local)
    return date_format(local, "SHORT_DATETIME_FORMAT")


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


def _paused(mailing: Mailing, paused_by: str) -> str:
    if paused_by:
        said = _("%(name)s paused it.") % {"name": paused_by}
    else:
        said = _("It’s paused. %(reason)s") % {"reason": mailing.paused_reason}
    if not mailing.total:
        return f"{said.strip()} {_('No one has got it yet.')}"
    return f"{said.strip()} {_('%(sent)s of %(total)s have got it.') % _numbers(mailing)}"


def _cancelled(mailing: Mailing) -> str:
    values = _numbers(mailing) | {"time": when(mailing.finished_at or mailing.created_at)}
    if mailing.is_withdrawn:
        said = _("At %(time)s it was cancelled, because the post was no longer public.") % values
    elif mailing.cancelled_by:
        name = get_user_display_name(mailing.cancelled_by)
        said = _("At %(time)s %(name)s cancelled it.") % (values | {"name": name})
    else:
        said = _("At %(time)s it was cancelled.") % values
    got = _("%(sent)s of %(total)s had got it.") if mailing.sent else _("No one got it.")
    return f"{said} {got % values}"


def _sent(mailing: Mailing) -> str:
    values = _numbers(mailing) | {"time": when(mailing.finished_at or mailing.created_at)}
    if mailing.sent == mailing.total:
        text = ngettext(
            "At %(time)s it was sent to %(sent)s reader.",
            "At %(time)s it was sent to all %(sent)s readers.",
            mailing.sent,
        )
    else:
        text = _("At %(time)s it was sent to %(sent)s of %(total)s readers.")
    if not mailing.unknown:
        return text % values
    unknown = ngettext(
        "For %(unknown)s reader we don’t know whether it arrived.",
        "For %(unknown)s readers we don’t know whether it arrived.",
        mailing.unknown,
    )
    return f"{text % values} {unknown % values}"


def _preparing(mailing: Mailing) -> str:
    return _("It’s being prepared and will be sent in a moment.")


def _sending(mailing: Mailing) -> str:
    return _("It’s being sent: %(sent)s of %(total)s so far.") % _numbers(mailing)


def _expired(mailing: Mailing) -> str:
    return _("It wasn’t sent: it was due so long ago that it may be out of date.")


def _failed(mailing: Mailing) -> str:
    return _("It wasn’t sent: the list of readers couldn’t be prepared.")


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
