"""When to leave a mail server alone: backing off, and asking for a person."""

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
    """Note a fault; True: the server's fault would befall the next recipient too, so stop."""
    match result.verdict:
        case Outcome.MISCONFIGURED:
            mailings.pause_for_sender(mailing, result.reason)
            return True
        case Outcome.BROKEN:
            mailings.pause_for_server(mailing, result.reason)
            return True
        case Outcome.GONE | Outcome.REJECTED:
            return False
        # A second time it is about the recipient: a mailbox that stays full, or a refusal that
        # remains after a person has looked.
        case Outcome.REFUSED | Outcome.DEFERRED if not is_first_try:
            return False
    return _backs_off(mailing, result)


def _backs_off(mailing: Mailing, result: SendResult) -> bool:
    mailing.note_error(result.reason)
    errors = mailing.consecutive_errors
    if errors >= LIMIT:
        mailings.pause_for_server(mailing, result.reason)
        return True
    if result.verdict is Outcome.UNREACHABLE or is_throttled(result, errors):
        mailing.postpone(max(backoff(errors), result.retry_after or timedelta(0)))
        return True
    return False


def is_throttled(result: SendResult, errors: int) -> bool:
    """Whether the server puts off one recipient after the other: it means us, not them."""
    return result.verdict is Outcome.DEFERRED and errors >= THROTTLED_AFTER


def backoff(errors: int) -> timedelta:
    """Return how long to leave a server alone after so many faults in a row, with jitter."""
    wait = min(FIRST_BACKOFF * 2 ** (errors - 1), LONGEST_BACKOFF)
    return wait * random.uniform(0.8, 1.2)  # noqa: S311 -- spreads load, keeps no secret
