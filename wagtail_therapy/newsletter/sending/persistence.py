"""Records the result of a message, even if the database is away for a moment.

This write must not get lost: the message has been sent, and without a result the delivery ends as
unknown.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connections, router

from .. import clock
from ..models import Delivery
from ..transport.results import Outcome, SendResult

T = TypeVar("T")

FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
# Long enough for a database to restart, shorter than the hard time limit of a task.
PATIENCE = 120

# For greylisting servers after minutes, for full mailboxes after hours.
RETRY_AFTER = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]

# For the same message with the same key: the first time, and later.
REPEAT_AFTER = [timedelta(minutes=1), timedelta(minutes=5)]


def persist(write: Callable[[], T]) -> T:
    """Call ``write()`` until the database takes it, each time on a fresh connection.

    The write is a conditional UPDATE: if the database has committed it after all, repeating it
    changes nothing. Raises the database's error after PATIENCE seconds. Then the sweep marks the
    delivery as unknown.
    """
    deadline = time.monotonic() + PATIENCE
    wait = FIRST_WAIT
    while True:
        try:
            return write()
        except (InterfaceError, OperationalError):
            if time.monotonic() + wait > deadline:
                raise
        connections[router.db_for_write(Delivery)].close()
        time.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)


def record(delivery: Delivery, result: SendResult, may_repeat: Callable[[datetime], bool]) -> str:
    """Record the result of a message; return the count that its mailing adds it to.

    ``"sent"``, ``"failed"`` or ``"unknown"``; empty if it is requeued, or if another worker has it.
    ``may_repeat`` says whether a message that was first sent at the given time may be sent again
    with its key.
    """
    tries = delivery.attempts + 1
    match result.outcome:
        case Outcome.ACCEPTED:
            return "sent" if delivery.mark_sent(result.provider_id) else ""
        case Outcome.GONE | Outcome.REJECTED | Outcome.REFUSED:
            return _fail(delivery, result, tries)
        case Outcome.UNKNOWN | Outcome.BROKEN:
            return _record_unknown(delivery, result, tries, may_repeat)
        case Outcome.DEFERRED:
            return _put_off(delivery, result, tries)
        case Outcome.UNREACHABLE | Outcome.MISCONFIGURED:
            delivery.release(result.reason, attempts=delivery.attempts)
    return ""


def _fail(delivery: Delivery, result: SendResult, tries: int) -> str:
    # This attempt was answered, but an earlier one may not have been.
    open_since = delivery.first_attempt_at
    changes = {"attempts": tries, "first_attempt_at": open_since}
    return "failed" if delivery.mark_failed(result.reason, **changes) else ""


def _record_unknown(
    delivery: Delivery, result: SendResult, tries: int, may_repeat: Callable[[datetime], bool]
) -> str:
    begun_at = delivery.first_attempt_at or clock.now()
    if result.outcome is Outcome.UNKNOWN and may_repeat(begun_at):
        again_at = clock.now() + REPEAT_AFTER[delivery.is_repeat]
        delivery.repeat_later(result.reason, attempts=tries, next_attempt_at=again_at)
        return ""
    return "unknown" if delivery.mark_unknown(result.reason) else ""


def _put_off(delivery: Delivery, result: SendResult, tries: int) -> str:
    if tries > len(RETRY_AFTER):
        return _fail(delivery, result, tries)
    again_at = clock.now() + RETRY_AFTER[tries - 1]
    delivery.release(result.reason, attempts=tries, next_attempt_at=again_at)
    return ""
