"""Mailings and emails to one reader that wait, and results that a person must settle."""

from collections.abc import Iterator
from datetime import timedelta

from ..models import Mailing
from ..sending.progress import Progress, WaitingEmails
from . import formatting
from .check_results import CheckResult, fail, warn

# So many faults of the mail server in a row aren't an accident of the network.
TOO_MANY = 3
IS_ANYONE_THERE = "Is a worker running, or cron?"
IS_IT_A_FLOOD = "Is the form being flooded? The limits then make others wait."
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
    mailings: list[Progress], confirmations: WaitingEmails, unknown: int
) -> Iterator[CheckResult]:
    for current in mailings:
        yield from _mailing(current)
    yield from _waiting("Confirmation emails", "visitor", confirmations, IS_IT_A_FLOOD)
    if unknown:
        yield warn(
            "Unknown",
            f"{formatting.count(unknown, 'email')} may or may not have arrived.",
            "Look in the mail server's log, then settle them: manage.py therapy_mail resolve",
        )


def examine_reader_emails(emails: WaitingEmails, given_up: int) -> Iterator[CheckResult]:
    """Check the emails to one reader each that aren't confirmations."""
    yield from _waiting("Emails to readers", "reader", emails, "Look in the log for why.")
    if given_up:
        number = formatting.count(given_up, "email")
        yield warn(
            "Emails to readers",
            f"{number} to one reader could not be sent in the last day.",
            "The log says if one couldn't be made. Otherwise their mail servers refused.",
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


def _waiting(about: str, person: str, emails: WaitingEmails, advice: str) -> Iterator[CheckResult]:
    fault = emails.fault
    if emails.stalled_for:
        yield fail(about, _left_alone(emails.stalled_for), IS_ANYONE_THERE)
    elif emails.late_for:
        late = f"the first {person} has waited for {formatting.duration(emails.late_for)}"
        if fault:
            yield fail(about, f"{late}, because {fault}.", LOOK_AT_SERVER)
        else:
            yield fail(about, f"{late}.", advice)
    elif fault:
        yield warn(about, f"wait, because {fault}.", LOOK_AT_SERVER)


def _left_alone(time: timedelta) -> str:
    return f"due, but no worker has touched it for {formatting.duration(time)}."
