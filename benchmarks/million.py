"""The cost of a million readers: time, memory and disk, and whether the last go as fast."""

import time
import uuid
from pathlib import Path
from statistics import median

from django.db import connection
from django.db.models import F
from django.utils import timezone

from benchmarks import parallel, publish, rows, smtp
from benchmarks.database import analyze
from benchmarks.figures import Figure
from benchmarks.publishers import CodePublisher
from benchmarks.timing import seconds_of
from benchmarks.worker import sending_to
from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter.models import Delivery, Lease, Mailing, Subscriber
from wagtail_therapy.newsletter.sending import deliveries, preparation, progress
from wagtail_therapy.newsletter.workers import heartbeats

READERS = 1_000_000
FEW = 1_000
SECONDS = 5
BATCHES = 100
PAIRS = 20
# Rows that are updated in one transaction, where real workers take one or two.
AT_ONCE = 5_000
# What one worker sends in a session.
SLICE = 50_000
GOAL_FREEZING = 30
GOAL_MEMORY = 20
GOAL_CLAIMS = 1.2
GOAL_PROGRESS = 50

State = Delivery.State


def measure(
    readers=READERS, few=FEW, seconds=SECONDS, batches=BATCHES, pairs=PAIRS
) -> list[Figure]:
    publish.require_broker()
    site = rows.practice("million")
    publisher = CodePublisher(site, rows.author())
    few_costs = (*publish.costs(publisher, pairs), "no")
    small, _freezing = work_in_fresh_process(listed(rows.practice("thousand"), few), seconds)
    mailing = listed(site, readers)
    disk_before = disk_of(Delivery)
    memory, freezing_time = work_in_fresh_process(mailing, seconds)
    frozen = disk_of(Delivery) - disk_before
    many_costs = (*publish.costs(publisher, pairs), f"{readers:,}")
    claims = figures_of_claims(mailing, batches)
    return [
        Figure.under(GOAL_FREEZING, f"million: freezing {readers:,} readers", freezing_time, "s"),
        Figure.under(GOAL_MEMORY, "million: more memory of a worker", memory - small, "MB"),
        Figure(f"million: memory of a worker, {few:,} readers", small, "MB"),
        *claims,
        *figures_of_progress(mailing),
        *publish.publisher_figures("million: publish by code", [few_costs, many_costs]),
        Figure("million: list on disk", disk_of(Subscriber) / (readers + few), "bytes/reader"),
        Figure("million: frozen, on disk", frozen / readers, "bytes/reader"),
        Figure(
            "million: mailed, on disk", (disk_of(Delivery) - disk_before) / readers, "bytes/reader"
        ),
    ]


def listed(site, readers) -> Mailing:
    rows.fill_list(site, readers)
    analyze()
    return rows.frozen_mailing(site)


def work_in_fresh_process(mailing, seconds) -> tuple[float, float]:
    """Let a fresh process prepare the mailing and send for a while.

    Returns its peak memory in MB, and how many seconds the preparation took.
    """
    database = connection.settings_dict["NAME"]
    with smtp.sink() as sink:
        [found] = parallel.run(
            1, freeze_and_send, mailing.pk, sink.port, seconds, database=database
        )
    mailing.refresh_from_db()
    return found


def freeze_and_send(mailing_id, port, seconds) -> tuple[float, float]:
    mailing = Mailing.objects.get(pk=mailing_id)
    with sending_to(port, seconds):
        freezing_time = seconds_of(lambda: preparation.prepare(mailing))
        deliveries.work_on(mailing)
    return peak_memory(), freezing_time


def peak_memory() -> float:
    """Return the most memory this program has had, in MB.

    Not from getrusage: Linux counts there what the parent had in memory when it made this process.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1000


def figures_of_claims(mailing, batches) -> list[Figure]:
    """Mark everyone as mailed by SQL, and compare the first claims with the last.

    Only PostgreSQL itself vacuums.
    """
    first = claims_ms(mailing, batches, after=0)
    number = conf.mail_claim_size * (batches + 1)
    first_left = mailing.deliveries.order_by("-pk").values_list("pk", flat=True)[number - 1]
    beginnings = settle_before(mailing, first_left)
    beginnings += claims_ms(mailing, 1, after=0)
    last = claims_ms(mailing, batches, after=first_left)
    ratio = median(last) / median(first)
    return [
        Figure.under(GOAL_CLAIMS, "million: last claims ÷ first claims", ratio, "ratio"),
        Figure(f"million: first {batches} claims", median(first), "ms"),
        Figure(f"million: last {batches} claims", median(last), "ms"),
        Figure("million: first claim of a slice, the slowest", max(beginnings), "ms"),
    ]


def claims_ms(mailing, batches, after) -> list[float]:
    """Claim as a worker does in its session; return how long each claim took."""
    times = []
    lease = Lease.acquire(mailing)
    for _ in range(batches):
        start = time.perf_counter()
        claimed = deliveries.claim(lease, after)
        times.append(1000 * (time.perf_counter() - start))
        _send(Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed]))
        after = claimed[-1].pk
    lease.delete()
    return times


def settle_before(mailing, end) -> list[float]:
    """Bring deliveries from the queue to their end, each row by the updates that sending makes.

    Now and then begin at the head of the queue, as each slice does; return how long these claims
    took, in ms.
    """
    beginnings = []
    first = mailing.deliveries.queued().order_by("pk").values_list("pk", flat=True)[0]
    for start in range(first, end, SLICE):
        beginnings += claims_ms(mailing, 1, after=0)
        for part in range(start, min(start + SLICE, end), AT_ONCE):
            _settle(mailing.deliveries.filter(pk__gte=part, pk__lt=min(part + AT_ONCE, end)))
    return beginnings


def _settle(part):
    token = uuid.uuid4()
    # These updates do not check that the lease exists.
    part.filter(state=State.QUEUED).update(state=State.CLAIMED, claim=token, lease=token)
    _send(part.filter(claim=token))


def _send(claimed):
    claimed.update(state=State.SENDING, attempts=F("attempts") + 1, first_attempt_at=timezone.now())
    claimed.update(state=State.SENT, lease=None)


def figures_of_progress(mailing) -> list[Figure]:
    """Measure the queries of ``therapy_mail status``, and of the admin for a mailing."""
    status = median(1000 * seconds_of(ask_status) for _ in range(20))
    detail = median(1000 * seconds_of(mailing.refresh_from_db) for _ in range(20))
    return [
        Figure.under(GOAL_PROGRESS, "million: progress for the command", status, "ms"),
        Figure.under(GOAL_PROGRESS, "million: progress in the admin", detail, "ms"),
    ]


def ask_status():
    progress.current()
    progress.confirmations()
    heartbeats.workers()


def disk_of(model) -> int:
    """Return the size of a table with its indexes in bytes; 0 if it isn't on PostgreSQL."""
    if not rows.is_postgresql():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [model._meta.db_table])
        return cursor.fetchone()[0]
