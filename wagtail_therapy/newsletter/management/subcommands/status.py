"""``therapy_mail status``: how far each mailing is, which workers are busy, what is wrong."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management import BaseCommand
from django.core.management.base import CommandError

from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter.doctor import formatting
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.monitoring import health
from wagtail_therapy.newsletter.monitoring.health import Facts, Health
from wagtail_therapy.newsletter.sending.progress import Progress, WaitingEmails
from wagtail_therapy.newsletter.workers.heartbeats import Host, Workers

from . import output

HELP = "Shows each mailing, its results, rate and time left, the workers, and what is wrong."


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--all",
        action="store_true",
        dest="is_all",
        help="also mailings that ended more than two days ago",
    )
    parser.add_argument("--json", action="store_true", dest="as_json", help="for a program")
    parser.add_argument("--check", action="store_true", help="exit with 1 if something is wrong")


def handle(
    command: BaseCommand, *, is_all: bool, as_json: bool, check: bool, **options: Any
) -> None:
    found = health.check_health(is_all=is_all, may_write=True)
    if as_json:
        command.stdout.write(output.as_json(found.as_dict()))
    else:
        command.stdout.write("\n".join(_lines(found)))
    if check and not found.is_well:
        raise CommandError(f"{len(found.faults)} to fix.")


def _lines(found: Health) -> Iterator[str]:
    if found.facts:
        yield from _told(found.facts)
    if found.queue_length is not None:
        yield f"Tasks in {conf.mail_queue}: {found.queue_length}"
    yield from map(str, [*found.faults, *found.warnings])


def _told(facts: Facts) -> Iterator[str]:
    for current in facts.mailings:
        yield from _paragraph(current)
    yield _waiting("Confirmation emails", facts.confirmations)
    yield _waiting("Emails to readers", facts.reader_emails)
    yield f"Sweep: {formatting.ago(facts.workers.since_sweep)}"
    yield from (_host(host, facts.workers) for host in facts.workers.hosts)


def _paragraph(current: Progress) -> Iterator[str]:
    mailing = current.mailing
    yield f"Mailing {mailing.pk} of {mailing.site.hostname}: {output.state(mailing)}"
    facts = [output.accounts(mailing), output.pace(current), _left_out(mailing), _start(current)]
    for fact in [*facts, mailing.paused_reason, _unknown(mailing)]:
        if fact:
            yield f"  {fact}"


def _left_out(mailing: Mailing) -> str:
    number = mailing.excluded
    return f"{number} left out: their addresses are not to be mailed" if number else ""


def _start(current: Progress) -> str:
    mailing = current.mailing
    if mailing.state not in Mailing.WORKABLE or mailing.not_before <= current.now:
        return ""
    wait = f"waits for another {formatting.duration(mailing.not_before - current.now)}"
    return f"{wait}: {current.fault}" if current.fault else wait


def _unknown(mailing: Mailing) -> str:
    hint = f"settle the unknown: manage.py therapy_mail resolve {mailing.pk}"
    return hint if mailing.kept_unknown else ""


def _waiting(what: str, emails: WaitingEmails) -> str:
    told = f"{what} waiting: {emails.waiting or 'none'}"
    return f"{told}, because {emails.fault}" if emails.fault else told


def _host(host: Host, workers: Workers) -> str:
    seen = formatting.ago(workers.now - host.beat_at)
    version = host.version or "unknown"
    return f"Workers on {host.name}: {host.processes} at work, version {version}, seen {seen}"
