"""Settles deliveries of which nobody knows whether they arrived, on a person's word."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from wagtail_therapy.conf import conf

from . import audit_log, clock, mailings
from .models import Delivery, Mailing

State = Mailing.State

# A mailing that was stopped for good mails nobody again.
CAN_GO_ON = [State.HELD, State.FREEZING, State.READY, State.SENDING, State.PAUSED]
ANEW = {"claim": None, "next_attempt_at": None, "first_attempt_at": None}
FINISHED = [State.FINISHED, State.FINISHED_WITH_UNKNOWN]


class CannotSendAgainError(Exception):
    """The mailing was stopped for good."""


def unknown(mailing: Mailing, ids: list[int] | None = None) -> QuerySet:
    """Return its unknown deliveries, or those of them that have one of the ids."""
    deliveries = mailing.deliveries.filter(state=Delivery.State.UNKNOWN).order_by("pk")
    return deliveries if ids is None else deliveries.filter(pk__in=ids)


def call_sent(mailing: Mailing, by: str, ids: list[int] | None = None, user: Any = None) -> int:
    """Record that these have arrived, in the words of ``by``. Return how many were unknown."""
    with transaction.atomic():
        _lock(mailing)
        number = _settle(unknown(mailing, ids), Delivery.State.SENT, by, error_class="")
        mailings.settle_late(mailing)
        if number:
            audit_log.record(mailing, audit_log.CALL_SENT, user, by=by, number=number)
    mailing.refresh_from_db()
    return number


def send_again(mailing: Mailing, by: str, ids: list[int] | None = None, user: Any = None) -> int:
    """Queue these once more, on the word of ``by``: who has got the mail gets it twice.

    Return how many were unknown. Raises CannotSendAgainError.
    """
    with transaction.atomic():
        _lock(mailing)
        if mailing.state not in [*CAN_GO_ON, *FINISHED]:
            raise CannotSendAgainError
        number = _settle(unknown(mailing, ids), Delivery.State.QUEUED, by, **ANEW)
        mailings.settle_late(mailing)
        if number:
            _go_on(mailing)
            audit_log.record(mailing, audit_log.SEND_AGAIN, user, by=by, number=number)
    mailing.refresh_from_db()
    return number


def _lock(mailing: Mailing) -> None:
    """Keep a worker from finishing the mailing meanwhile; it looks again once we are done."""
    Mailing.objects.select_for_update().get(pk=mailing.pk)
    mailing.refresh_from_db()


def _settle(deliveries: QuerySet, state: Any, by: str, **changes: Any) -> int:
    return deliveries.update(state=state, resolved_by=by, resolved_at=clock.now(), **changes)


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
