"""``therapy_mail status``: how far each mailing is, and whether anybody works on it."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError

from wagtail_therapy.newsletter import clock, progress
from wagtail_therapy.newsletter.models import Mailing

from . import wording

HELP = "Shows each mailing, its sum, its rate and the time left, and who is at work."
NEEDS_PERSON = "Something waits for a person."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--all", action="store_true", help="also mailings that were over more than two days ago"
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="for a program")
    parser.add_argument(
        "--check", action="store_true", help="exit with 1 when something waits for a person"
    )


def handle(command: BaseCommand, *, as_json: bool, check: bool, **options: Any) -> None:
    mailings = progress.every() if options["all"] else progress.current()
    workers = progress.workers()
    write = command.stdout.write
    if as_json:
        write(wording.as_json(_summary(mailings, workers)))
    else:
        for current in mailings:
            write("\n".join(_paragraph(current)))
        write("\n".join(_confirmations(workers)))
        write(_beats(workers))
    if check and _needs_person(mailings, workers):
        raise CommandError(NEEDS_PERSON)


def _needs_person(mailings: list[progress.Progress], workers: progress.Workers) -> bool:
    is_stalled = workers.confirmations_stalled_for is not None
    return is_stalled or any(current.needs_person for current in mailings)


def _summary(mailings: list[progress.Progress], workers: progress.Workers) -> dict[str, Any]:
    return {
        "mailings": [current.as_dict() for current in mailings],
        "workers": workers.as_dict(),
        "needs_person": _needs_person(mailings, workers),
    }


def _paragraph(current: progress.Progress) -> list[str]:
    mailing = current.mailing
    heading = f"Mailing {mailing.pk} of {mailing.site.hostname}: {wording.state(mailing)}"
    facts = [wording.accounts(mailing), wording.pace(current), *_remarks(current)]
    return [heading, *(f"  {fact}" for fact in facts if fact)]


def _remarks(current: progress.Progress) -> list[str]:
    mailing = current.mailing
    return [
        _left_out(mailing),
        _start(current),
        mailing.paused_reason,
        _unknown(mailing),
        _stalled(current.stalled_for, "nothing has been done"),
    ]


def _left_out(mailing: Mailing) -> str:
    number = mailing.excluded
    return f"{number} left out: their addresses are not to be mailed" if number else ""


def _start(current: progress.Progress) -> str:
    mailing = current.mailing
    if mailing.state not in Mailing.WORKABLE or mailing.not_before <= current.now:
        return ""
    return f"waits for another {wording.duration(mailing.not_before - current.now)}"


def _unknown(mailing: Mailing) -> str:
    hint = f"settle the unknown: manage.py therapy_mail resolve {mailing.pk}"
    return hint if mailing.unknown else ""


def _stalled(time: timedelta | None, fact: str) -> str:
    if time is None:
        return ""
    return f"it is due and {fact} for {wording.duration(time)}: is a worker running?"


def _confirmations(workers: progress.Workers) -> list[str]:
    waiting = f"Confirmation mails waiting: {workers.confirmations_waiting or 'none'}"
    stalled = _stalled(workers.confirmations_stalled_for, "none has been sent")
    return [waiting, f"  {stalled}"] if stalled else [waiting]


def _beats(workers: progress.Workers) -> str:
    newest = _ago(workers.newest_beat_at)
    swept = _ago(workers.swept_at)
    return f"Workers seen lately: {workers.seen_lately}, the newest {newest}; sweep: {swept}"


def _ago(time: datetime | None) -> str:
    return f"{wording.duration(clock.now() - time)} ago" if time else "never"
