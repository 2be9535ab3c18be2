"""A worker's turn at a mailing, and the time that passes between two."""

from datetime import timedelta

from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Delivery, Lease, Mailing
from wagtail_therapy.newsletter.sending import deliveries

ALL_READERS = [f"active-{n}@mail.example" for n in range(3)]
FIRST = ALL_READERS[0]


def work(mailing, **turn):
    """Let a worker have its turn; return the state of the mailing and its deliveries."""
    mailing.refresh_from_db()
    assert deliveries.work_on(mailing, **turn) is False
    mailing.refresh_from_db()
    assert adds_up(mailing)
    return mailing.state, rows.states(mailing)


def claim(mailing):
    """Be a new worker, and claim."""
    return deliveries.claim(Lease.acquire(mailing))


def vanish():
    """Let the time pass after which all workers so far count as vanished."""
    Lease.objects.update(renewed_at=timezone.now() - timedelta(minutes=5))


def adds_up(mailing):
    settled = mailing.sent + mailing.unknown + mailing.failed + mailing.skipped
    unsettled = mailing.deliveries.unsettled().count()
    return (settled + mailing.left, unsettled) == (mailing.total, mailing.left)


def to_first(mailing):
    return mailing.deliveries.get(subscriber__email=FIRST)


def wait_for_retry(mailing):
    """Let the time pass that was set until the next attempt; return it in minutes."""
    mailing.refresh_from_db()
    due = [mailing.not_before, *mailing.deliveries.values_list("next_attempt_at", flat=True)]
    wait = max(time for time in due if time) - timezone.now()
    Mailing.objects.update(not_before=timezone.now())
    Delivery.objects.update(next_attempt_at=None)
    return wait.total_seconds() / 60
