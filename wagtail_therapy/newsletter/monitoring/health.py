"""Whether emails are being sent as they should be, for people and for monitoring programs.

``therapy_mail status`` and the health URL both use it. Nothing in it names a reader or quotes a
post.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.utils import translation

from wagtail_therapy import __version__
from wagtail_therapy.conf import conf

from .. import tasks
from ..doctor import backlog, disk_space, email_backend, proxy, running_workers, sites, task_queue
from ..doctor.check_results import CheckLevel, CheckResult, fail
from ..sending import progress
from ..sending.progress import Fault, Progress, WaitingEmails
from ..workers import heartbeats
from ..workers.heartbeats import Workers, seconds


@dataclass(frozen=True)
class Facts:
    mailings: list[Progress]
    workers: Workers
    confirmations: WaitingEmails
    reader_emails: WaitingEmails
    unknown: int
    given_up: int

    @property
    def emails_to_one(self) -> list[WaitingEmails]:
        return [self.confirmations, self.reader_emails]

    @property
    def oldest_due(self) -> timedelta | None:
        """How long due work has been waiting; None if nothing is due."""
        due = [one.due_for for one in self.emails_to_one]
        due += [current.due_for for current in self.mailings]
        return max((time for time in due if time is not None), default=None)

    @property
    def last_error(self) -> Fault | None:
        """Return the mail server's error that came most often in a row."""
        faults = [one.fault for one in self.emails_to_one]
        faults += [current.fault for current in self.mailings]
        return max(filter(None, faults), key=lambda fault: fault.in_a_row, default=None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "sweep_seconds": seconds(self.workers.since_sweep),
            "oldest_due_seconds": seconds(self.oldest_due),
            "unknown": self.unknown,
            "given_up": self.given_up,
            "last_error": self.last_error and self.last_error.as_dict(),
            "confirmations": self.confirmations.as_dict(),
            "reader_emails": self.reader_emails.as_dict(),
            "workers": [host.as_dict(self.workers.now) for host in self.workers.hosts],
            "mailings": [current.as_dict() for current in self.mailings],
        }


@dataclass(frozen=True)
class Health:
    # None while the database does not answer.
    facts: Facts | None
    # None without Celery, and where the broker does not say.
    queue_length: int | None
    findings: list[CheckResult]

    @property
    def faults(self) -> list[CheckResult]:
        return [finding for finding in self.findings if finding.level is CheckLevel.FAIL]

    @property
    def warnings(self) -> list[CheckResult]:
        return [finding for finding in self.findings if finding.level is CheckLevel.WARN]

    @property
    def is_well(self) -> bool:
        return not self.faults

    def as_dict(self) -> dict[str, Any]:
        """Return it for a program to read: docs/reference/monitoring.md explains each field."""
        return {
            "ok": self.is_well,
            "faults": [finding.as_dict() for finding in self.faults],
            "warnings": [finding.as_dict() for finding in self.warnings],
            "version": __version__,
            "queue": {"name": conf.mail_queue, "length": self.queue_length},
        } | (self.facts.as_dict() if self.facts else {})


def check_health(*, is_all: bool = False, may_write: bool = False) -> Health:
    """Check everything that a monitor must know, in English.

    ``is_all``: include mailings that ended long ago. ``may_write``: write a file to see whether the
    disk has room, instead of asking. Changes nothing else, and raises nothing if the database is
    down.
    """
    broker = task_queue.broker_problem()
    queue_length = None if broker else tasks.queue_length()
    with translation.override("en"):
        try:
            facts = _facts(is_all=is_all)
            findings = [*_findings(facts, queue_length), *_of_settings(may_write=may_write)]
        except (DatabaseError, InterfaceError) as error:
            fact = f"does not answer ({type(error).__name__})."
            advice = "Start it, and check whether its disk is full."
            facts, findings = None, [fail("Database", fact, advice)]
    return Health(facts, queue_length, [*findings, *filter(None, [broker])])


def examine() -> Iterator[CheckResult]:
    """Check for the doctor, which also sends a task and waits until a worker has run it."""
    facts = _facts(is_all=False)
    broker = task_queue.broker_problem()
    yield from _findings(facts, None if broker else tasks.queue_length())
    yield broker or task_queue.ping_worker(facts.workers)
    yield from disk_space.examine()


def _facts(*, is_all: bool) -> Facts:
    return Facts(
        mailings=progress.every() if is_all else progress.current(),
        workers=heartbeats.workers(),
        confirmations=progress.confirmations(),
        reader_emails=progress.reader_emails(),
        unknown=progress.unknown(),
        given_up=progress.given_up(),
    )


def _findings(facts: Facts, queue_length: int | None) -> Iterator[CheckResult]:
    yield from running_workers.examine(facts.workers, queue_length)
    yield from backlog.examine(facts.mailings, facts.confirmations, facts.unknown)
    yield from backlog.examine_reader_emails(facts.reader_emails, facts.given_up)


def _of_settings(*, may_write: bool) -> Iterator[CheckResult]:
    yield from (sites.check_practice(site) for site in sites.mailing_sites())
    yield from email_backend.check_settings()
    yield from proxy.examine()
    if conf.mail_state_dir:
        yield from disk_space.examine() if may_write else disk_space.check_free_space()
