"""Whether workers are there to send emails."""

from collections.abc import Iterator
from datetime import timedelta

from wagtail_therapy import __version__
from wagtail_therapy.conf import conf

from .. import tasks
from ..workers.heartbeats import Workers
from . import formatting
from .check_results import CheckResult, fail, ok, warn

SWEEP = "Sweep"
CRON = "Let cron run each minute: manage.py therapy_mail run"
BEAT = "Start Celery's beat with BEAT_SCHEDULE, or let cron run: manage.py therapy_mail run"
# Beat adds one a minute, so with more than this none was taken for over an hour.
LONG_QUEUE = 100
WORKER = "Start a worker: celery worker -Q %s"


def examine(workers: Workers, queue_length: int | None) -> Iterator[CheckResult]:
    """Check the workers' heartbeats. ``queue_length``: how many tasks wait at the broker."""
    yield _sweep(workers, queue_length)
    yield from _versions(workers)
    yield from _clocks(workers)
    if queue_length is not None and queue_length >= LONG_QUEUE:
        yield warn(
            "Queue",
            f"{queue_length} tasks wait in {conf.mail_queue}.",
            "Is each worker busy, or at another broker or queue? manage.py therapy_mail doctor",
        )


def _sweep(workers: Workers, queue_length: int | None) -> CheckResult:
    if workers.is_swept:
        return ok(SWEEP, f"ran {formatting.ago(workers.since_sweep)}.")
    since = workers.since_sweep
    fact = f"last ran {formatting.ago(since)}" if since else "has not run for a day, or never"
    if not tasks.is_celery_used():
        return fail(SWEEP, f"{fact}: cron does not run therapy_mail.", CRON)
    if queue_length:
        waiting = formatting.count(queue_length, "task")
        fact = f"{fact}, and no worker takes the tasks in its queue: {waiting}."
        return fail(SWEEP, fact, WORKER % conf.mail_queue)
    return fail(SWEEP, f"{fact}: neither beat nor cron starts it.", BEAT)


def _clocks(workers: Workers) -> Iterator[CheckResult]:
    """Report hosts with a wrong clock. Emails use the database's time, but little else does."""
    for host in workers.hosts:
        if host.processes and host.is_clock_wrong:
            off = formatting.duration(timedelta(seconds=abs(host.clock_offset)))
            where = "ahead of" if host.clock_offset > 0 else "behind"
            yield fail(
                f"Clock of {host.name}",
                f"is {off} {where} the database's.",
                "Synchronise the host's clock, for instance by NTP: timedatectl set-ntp true",
            )


def _versions(workers: Workers) -> Iterator[CheckResult]:
    """Report workers with another version, which a deploy has left running."""
    others = {
        f"{host.name} ({host.version or 'unknown'})"
        for host in workers.hosts
        if host.processes and host.version != __version__
    }
    if others:
        yield warn(
            "Workers",
            f"don't run version {__version__}: {', '.join(sorted(others))}.",
            "Restart them: each process of a site must run the same.",
        )
    elif workers.are_seen_lately:
        names = [host.name for host in workers.hosts if host.processes]
        yield ok("Workers", f"were seen lately on {', '.join(names)}.")
