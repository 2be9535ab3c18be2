"""When to stop asking a mail server: waiting for longer and longer, then pausing for a person."""

import random
from datetime import timedelta

from ..models import Mailing
from ..transport.results import Outcome, SendResult
from . import mailings

FIRST_BACKOFF = timedelta(seconds=15)
LONGEST_BACKOFF = timedelta(minutes=15)
# Faults of the mail server in a row, after which a person should look.
LIMIT = 10
THROTTLED_AFTER = 3


def trips(mailing: Mailing, result: SendResult, *, is_first_try: bool) -> bool:
    """Count a fault. True: stop, because the next recipient would meet the same fault."""
    match result.outcome:
        case Outcome.MISCONFIGURED:
            mailings.pause_for_sender(mailing, result.reason)
            return True
        case Outcome.BROKEN:
            mailings.pause_for_server(mailing, result.reason)
            return True
        case Outcome.GONE | Outcome.REJECTED:
            return False
        # The second time it is about the recipient: a mailbox that stays full, or a refusal even
        # after a person has resumed the mailing.
        case Outcome.REFUSED | Outcome.DEFERRED if not is_first_try:
            return False
    return _backs_off(mailing, result)


def _backs_off(mailing: Mailing, result: SendResult) -> bool:
    mailing.note_error(result.reason)
    errors = mailing.consecutive_errors
    if errors >= LIMIT:
        mailings.pause_for_server(mailing, result.reason)
        return True
    if result.outcome is Outcome.UNREACHABLE or is_throttled(result, errors):
        mailing.postpone(max(backoff(errors), result.retry_after or timedelta(0)))
        return True
    return False


def is_throttled(result: SendResult, errors: int) -> bool:
    """Whether the server defers one recipient after another, so it is about us, not them."""
    return result.outcome is Outcome.DEFERRED and errors >= THROTTLED_AFTER


def backoff(errors: int) -> timedelta:
    """Return how long to wait after so many faults in a row, with jitter."""
    wait = min(FIRST_BACKOFF * 2 ** (errors - 1), LONGEST_BACKOFF)
    return wait * random.uniform(0.8, 1.2)  # noqa: S311 -- spreads load, keeps no secret
