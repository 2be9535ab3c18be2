"""Mailings and confirmation emails that wait, and results that a person must settle."""

from collections.abc import Iterator
from datetime import timedelta

from ..models import Mailing
from ..sending.progress import Confirmations, Progress
from . import formatting
from .check_results import CheckResult, fail, warn

# So many faults of the mail server in a row aren't an accident of the network.
TOO_MANY = 3
IS_ANYONE_THERE = "Is a worker running, or cron?"
LOOK_AT_SERVER = "Look at the mail server and the mail settings: manage.py therapy_mail doctor"

STOPPED = {
    Mailing.State.FAILED: (
        "failed, because its recipients did not add up. Nothing was sent.",
        "Report this to the authors of wagtail-therapy.",
    ),
    Mailing.State.EXPIRED: (
        "expired: it was found too late to be sent without asking.",
        "Send it from its page in the admin if it is still timely.",
    ),
}


def examine(
    mailings: list[Progress], confirmations: Confirmations, unknown: int
) -> Iterator[CheckResult]:
    for current in mailings:
        yield from _mailing(current)
    yield from _confirmations(confirmations)
    if unknown:
        yield warn(
            "Unknown",
            f"{formatting.count(unknown, 'email')} may or may not have arrived.",
            "Look in the mail server's log, then settle them: manage.py therapy_mail resolve",
        )


def _mailing(current: Progress) -> Iterator[CheckResult]:
    mailing = current.mailing
    about = f"Mailing {mailing.pk}"
    if mailing.state == Mailing.State.PAUSED:
        resume = f"manage.py therapy_mail resume {mailing.pk}"
        if mailing.paused_reason:
            yield fail(
                about, f"is paused. {mailing.paused_reason}", f"Correct that, then: {resume}"
            )
        else:
            yield fail(about, "is paused, because a person paused it.", f"To continue: {resume}")
    elif mailing.state in STOPPED:
        yield fail(about, *STOPPED[Mailing.State(mailing.state)])
    elif current.stalled_for:
        yield fail(about, _left_alone(current.stalled_for), IS_ANYONE_THERE)
    if current.fault:
        level = fail if current.fault.in_a_row >= TOO_MANY else warn
        yield level(about, f"waits, because {current.fault}.", LOOK_AT_SERVER)


def _confirmations(confirmations: Confirmations) -> Iterator[CheckResult]:
    about, fault = "Confirmation emails", confirmations.fault
    if confirmations.stalled_for:
        yield fail(about, _left_alone(confirmations.stalled_for), IS_ANYONE_THERE)
    elif confirmations.late_for:
        late = f"the first visitor has waited for {formatting.duration(confirmations.late_for)}"
        if fault:
            yield fail(about, f"{late}, because {fault}.", LOOK_AT_SERVER)
        else:
            advice = "Is the form being flooded? The limits then make others wait."
            yield fail(about, f"{late}.", advice)
    elif fault:
        yield warn(about, f"wait, because {fault}.", LOOK_AT_SERVER)


def _left_alone(time: timedelta) -> str:
    return f"due, but no worker has touched it for {formatting.duration(time)}."
