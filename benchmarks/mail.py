"""How fast one worker mails, beside a loop that does nothing but send."""

import time
import uuid
from contextlib import contextmanager
from datetime import timedelta
from statistics import median
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import rows, smtp
from benchmarks.database import analyze
from benchmarks.figures import Figure
from tests.mail import smtp_settings
from wagtail_therapy.newsletter import deliveries, emails, freezing, mime
from wagtail_therapy.newsletter.models import Mailing

READERS = 100_000
ROUNDS = 5
SECONDS = 4
GOAL = 0.2
# The size of a post with its frame in HTML, and of its text.
HTML_BYTES, TEXT_BYTES = 12_000, 3_000
SENTENCE = "Some endings are chosen, others aren’t; both leave something to be talked about. "


class Pace(NamedTuple):
    """Messages per second, and the processor time that our own process took for each."""

    rate: float
    cpu_ms: float


def measure(readers=READERS, rounds=ROUNDS, seconds=SECONDS) -> list[Figure]:
    site = rows.practice("mail")
    rows.fill_list(site, readers)
    analyze()
    idle_queries = queries_of_idle_sweep()
    mailing = frozen_mailing(site)
    freezing_time = seconds_of(lambda: freezing.prepare(mailing))
    analyze()
    letters = rendered(mailing)
    with smtp.sink() as sink, sending_to(sink, seconds):
        pairs = [
            (smtp.bare_loop(sink.port, letters, seconds), whole_path(mailing))
            for _ in range(rounds)
        ]
        ceiling = smtp.bare_loops(2, sink.port, letters, seconds)
    return [
        *speed_figures(pairs),
        Figure(f"mail: ceiling of {sink.name}, two bare loops at once", ceiling, "messages/s"),
        Figure("mail: size of one message", len(letters[0].content) / 1000, "kB"),
        Figure.equal(0, "mail: not accepted", mailing.unknown + mailing.failed, "messages"),
        Figure(f"mail: freezing {readers:,} recipients", freezing_time, "s"),
        Figure("mail: queries of a sweep with nothing to do", idle_queries, "queries"),
    ]


def speed_figures(pairs) -> list[Figure]:
    # Each whole path is compared with the bare loop just before it: the machine's speed drifts.
    ratio = median(pace.rate / bare for bare, pace in pairs)
    return [
        Figure.at_least(GOAL, "mail: whole path ÷ bare smtplib loop", ratio, "ratio"),
        Figure("mail: whole path, one worker", median(p.rate for _, p in pairs), "messages/s"),
        Figure("mail: bare smtplib loop", median(bare for bare, _ in pairs), "messages/s"),
        Figure("mail: worker's own CPU time", median(p.cpu_ms for _, p in pairs), "ms/message"),
    ]


def frozen_mailing(site) -> Mailing:
    """Return a mailing whose content is fixed, and whose recipients are not written down yet."""
    link = f"https://practice.example/{mime.PLACEHOLDERS.token}/"
    now = timezone.now()
    return Mailing.objects.create(
        site=site,
        dedupe_key=f"benchmark:{uuid.uuid4()}",
        language="en",
        subject="On endings",
        html=prose(HTML_BYTES, f"<p>{SENTENCE}</p>\n") + f'<a href="{link}">Unsubscribe</a>\n',
        text=prose(TEXT_BYTES, f"{SENTENCE}\n\n") + f"Unsubscribe: {link}\n",
        sender=rows.SENDER,
        state=Mailing.State.FREEZING,
        frozen_at=now,
        not_after=now + timedelta(days=1),
    )


def prose(size, line) -> str:
    return line * (size // len(line.encode()))


def rendered(mailing, number=100) -> list[smtp.Letter]:
    """Return messages of the mailing as they will go over the wire."""
    messages = emails.PostMessages(mailing)
    recipients = mailing.deliveries.select_related("subscriber")[:number]
    return [
        smtp.Letter(
            mailing.sender,
            delivery.subscriber.email,
            messages.for_delivery(delivery).content,
        )
        for delivery in recipients
    ]


def whole_path(mailing) -> Pace:
    """Let this process be the worker for one slice of time."""
    before = mailing.sent
    start, cpu_start = time.perf_counter(), time.process_time()
    deliveries.work_on(mailing)
    elapsed, cpu = time.perf_counter() - start, time.process_time() - cpu_start
    sent = mailing.sent - before
    return Pace(sent / elapsed, 1000 * cpu / sent)


@contextmanager
def sending_to(sink, slice_seconds):
    therapy = settings.WAGTAIL_THERAPY | {"MAIL_SLICE_SECONDS": slice_seconds}
    with override_settings(WAGTAIL_THERAPY=therapy, **smtp_settings(smtp.HOST, sink.port)):
        yield


def queries_of_idle_sweep() -> int:
    with CaptureQueriesContext(connection) as queries:
        deliveries.sweep()
    return len(queries)


def seconds_of(call) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
