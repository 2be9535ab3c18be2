"""Lets a person settle deliveries with an unknown result, and try failed ones again."""

from typing import Any

from django.db import transaction

from wagtail_therapy.conf import conf

from .. import audit_log, clock
from ..composing import public_posts
from ..models import Delivery, Mailing, Subscriber
from ..models.delivery_queries import DeliveryQuerySet
from ..signals import DeliveryResult
from . import mailings

State, Result = Mailing.State, Delivery.State

# A mailing that was stopped for good never sends again.
CAN_GO_ON = [State.HELD, State.FREEZING, State.READY, State.SENDING, State.PAUSED]
AS_NEW = {
    "state": Result.QUEUED,
    "claim": None,
    "next_attempt_at": None,
    "first_attempt_at": None,
}
FINISHED = [State.FINISHED, State.FINISHED_WITH_UNKNOWN]
STATES = {audit_log.SEND_AGAIN: [*CAN_GO_ON, *FINISHED], audit_log.TRY_AGAIN: FINISHED}
# The unknown email may have arrived, even if the one that is sent again doesn't.
OPEN = {audit_log.SEND_AGAIN: {"was_unknown": True}, audit_log.TRY_AGAIN: {}}
MAILED_AGAIN = {audit_log.SEND_AGAIN: Result.UNKNOWN, audit_log.TRY_AGAIN: Result.FAILED}


class CannotSendAgainError(Exception):
    """The state of the mailing does not allow it."""


class PostNotPublicError(CannotSendAgainError):
    """Readers could not open the post of the mailing."""


def unknown(mailing: Mailing, ids: list[int] | None = None) -> DeliveryQuerySet:
    """Return its unknown deliveries, or those of them that have one of the ids."""
    deliveries = mailing.deliveries.filter(state=Result.UNKNOWN).order_by("pk")
    return deliveries if ids is None else deliveries.filter(pk__in=ids)


def failed(mailing: Mailing, ids: list[int] | None = None) -> DeliveryQuerySet:
    """Return its failed deliveries that may be tried again, or those of them with one of the ids.

    Leaves out emails that may still arrive: a provider had accepted them, or an earlier attempt was
    never answered. Leaves out readers who left, or whose mailbox is gone.
    """
    readers = Subscriber.objects.filter(site=mailing.site_id).mailable()
    deliveries = mailing.deliveries.filter(
        state=Result.FAILED,
        first_attempt_at=None,
        was_unknown=False,
        provider_events=None,
        subscriber__in=readers.values("pk"),
    ).order_by("pk")
    return deliveries if ids is None else deliveries.filter(pk__in=ids)


def may_send_again(mailing: Mailing) -> bool:
    """Whether it was sent to its end, and readers can open its post."""
    return mailing.state in FINISHED and public_posts.is_readable(mailing)


def mark_sent(mailing: Mailing, by: str, ids: list[int] | None = None, user: Any = None) -> int:
    """Record that these have arrived, as ``by`` says. Return how many were unknown."""
    with transaction.atomic():
        _lock(mailing)
        found = unknown(mailing, ids)
        chosen = Delivery.objects.filter(pk__in=found.order_by().values("pk"), state=Result.UNKNOWN)
        said = {"error_class": "", **_said(by)}
        number = chosen.settle(Result.SENT, DeliveryResult.SENT, **said)
        if number:
            mailings.recount_late_result(mailing)
            _record(mailing, audit_log.MARK_SENT, user, by, number)
    mailing.refresh_from_db()
    return number


def send_again(mailing: Mailing, by: str, ids: list[int] | None = None, user: Any = None) -> int:
    """Requeue unknown deliveries, as ``by`` has decided. Some readers may get the email twice.

    Return how many were unknown. Raises CannotSendAgainError.
    """
    return _mail_again(mailing, unknown(mailing, ids), audit_log.SEND_AGAIN, by=by, user=user)


def try_again(mailing: Mailing, by: str, ids: list[int] | None = None, user: Any = None) -> int:
    """Requeue failed deliveries, as ``by`` has decided. No reader gets the email twice.

    Return how many. Raises CannotSendAgainError.
    """
    return _mail_again(mailing, failed(mailing, ids), audit_log.TRY_AGAIN, by=by, user=user)


def _mail_again(
    mailing: Mailing, deliveries: DeliveryQuerySet, action: str, *, by: str, user: Any
) -> int:
    with transaction.atomic():
        _lock(mailing)
        _refuse_unless(STATES[action], mailing)
        changes = AS_NEW | OPEN[action] | _said(by)
        number = deliveries.change_state(MAILED_AGAIN[action], **changes)
        if number:
            mailings.recount_late_result(mailing)
            _go_on(mailing)
            _record(mailing, action, user, by, number)
    mailing.refresh_from_db()
    return number


def _refuse_unless(states: list[Any], mailing: Mailing) -> None:
    if mailing.state not in states:
        raise CannotSendAgainError
    if not public_posts.is_readable(mailing):
        raise PostNotPublicError


def _record(mailing: Mailing, action: str, user: Any, by: str, number: int) -> None:
    # The name that was given on the command line, which doesn't know the user.
    name = {} if user else {"by": by}
    audit_log.record(mailing, action, user, number=number, **name)


def _lock(mailing: Mailing) -> None:
    """Let no worker finish the mailing before the transaction ends."""
    Mailing.objects.select_for_update().get(pk=mailing.pk)
    mailing.refresh_from_db()


def _said(by: str) -> dict[str, Any]:
    return {"resolved_by": by, "resolved_at": clock.now()}


def _go_on(mailing: Mailing) -> None:
    now = clock.now()
    mailing.change_state(
        FINISHED,
        state=State.SENDING,
        consecutive_errors=0,
        not_before=now,
        not_after=now + conf.mail_stale_after,
        heartbeat_at=None,
        finished_at=None,
    )
