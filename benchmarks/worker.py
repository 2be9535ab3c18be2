"""A worker as Celery or cron runs it, for one session."""

import time
from contextlib import contextmanager
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.test import override_settings

from benchmarks import parallel, smtp
from benchmarks.timing import seconds_of
from tests.mail_settings import smtp_settings
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import deliveries


class Pace(NamedTuple):
    """Messages per second, and the CPU time of our own process for each."""

    rate: float
    cpu_ms: float


def whole_path(mailing) -> Pace:
    """Let this process be the worker: it claims, notes its intent, sends, and notes the result."""
    before = mailing.sent
    start, cpu_start = time.perf_counter(), time.process_time()
    # On a busy machine a slice of half a second may be over before the first message is.
    while deliveries.work_on(mailing) and mailing.sent == before:
        pass
    elapsed, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    sent = mailing.sent - before
    return Pace(sent / elapsed, 1000 * cpu / sent)


def whole_paths(workers, mailing, port, seconds) -> float:
    """Let that many workers run at once; return messages per second of all together."""
    before = mailing.sent
    database = connection.settings_dict["NAME"]
    times = parallel.run(
        workers, work, mailing.pk, port, seconds, database=database, prepare=warm_up
    )
    mailing.refresh_from_db()
    return (mailing.sent - before) / max(times)


def warm_up(mailing_id, port, seconds):
    """Do what a worker does once in its life: load the host's URLs, connect to the database."""
    with sending_to(port, seconds):
        deliveries.work_on(Mailing.objects.get(pk=mailing_id), seconds=0)


def work(mailing_id, port, seconds) -> float:
    """Be a worker in a process of its own; return how many seconds it took."""
    mailing = Mailing.objects.get(pk=mailing_id)
    with sending_to(port, seconds):
        return seconds_of(lambda: deliveries.work_on(mailing))


@contextmanager
def sending_to(port, session_seconds):
    # Mailings of other benchmarks would reserve capacity.
    limits = {"MAIL_SESSION_SECONDS": session_seconds, "MAIL_CONNECTIONS": 100}
    therapy = settings.WAGTAIL_THERAPY | limits
    with override_settings(WAGTAIL_THERAPY=therapy, **smtp_settings(smtp.HOST, port)):
        yield
