"""Deletes the records of who got a mailing, long after it ended. Its totals stay right."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Value

from wagtail_therapy.conf import conf

from .. import clock
from ..copy_detection import detection
from ..models import Delivery, DigestEntry, Mailing, ProviderEvent

# A transaction of a fraction of a second. Once a minute that is more than a million a day.
STEP = 1_000

State = Delivery.State
# Unknown ones too: a host that wants a short time has to settle them first.
ENDED = {
    State.SENT: "sent",
    State.UNKNOWN: "unknown",
    State.FAILED: "failed",
    State.SKIPPED: "skipped",
}


def delete_old_deliveries() -> int:
    """Delete some old deliveries and the reports about them. Return how many.

    Many calls delete all. Each takes one mailing and adds what it deletes to the mailing's totals,
    in one transaction.
    """
    time = kept_for()
    if time is None:
        return 0
    mailing = _with_old_deliveries(clock.now() - time).first()
    return _delete_some(mailing) if mailing else 0


def delete_old_digest_entries() -> int:
    """Delete some records of the posts that a digest had for each reader. Return how many.

    Posts that no digest has yet stay, because they are still owed.
    """
    time = kept_for()
    if time is None:
        return 0
    old = DigestEntry.objects.filter(digest__finished_at__lt=clock.now() - time).order_by("pk")
    chosen = DigestEntry.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:STEP]))
    return chosen.delete()[0]


def kept_for() -> timedelta | None:
    """Return how long it is known who got a mailing, once it has ended; None: for good."""
    if conf.delivery_retention is None:
        return None
    return max(conf.delivery_retention, _least())


def _least() -> timedelta:
    """Keep them for as long as a restored backup could be noticed with them."""
    return conf.mail_stale_after + detection.NOTES_KEPT


def _with_old_deliveries(oldest: datetime) -> QuerySet:
    """Return mailings that ended before that, and have results that are not deleted yet."""
    results = sum((F(name) for name in ENDED.values()), Value(0))
    deleted = sum((F(f"deleted_{name}") for name in ENDED.values()), Value(0))
    over = Mailing.objects.filter(finished_at__lt=oldest)
    some = Delivery.objects.filter(mailing=OuterRef("pk"), state__in=ENDED)
    return over.annotate(kept=results - deleted).filter(Exists(some), kept__gt=0).order_by("pk")


def _delete_some(mailing: Mailing) -> int:
    with transaction.atomic():
        # Counting its deliveries takes the same lock.
        Mailing.objects.select_for_update().only("pk").get(pk=mailing.pk)
        ended = mailing.deliveries.filter(state__in=ENDED).order_by("pk")
        ids = list(ended.values_list("pk", flat=True)[:STEP])
        chosen = Delivery.objects.filter(pk__in=ids)
        counts = dict(chosen.order_by().values_list("state").annotate(number=Count("pk")))
        sums = {
            f"deleted_{name}": F(f"deleted_{name}") + counts.get(state, 0)
            for state, name in ENDED.items()
        }
        Mailing.objects.filter(pk=mailing.pk).update(**sums)
        ProviderEvent.objects.filter(delivery__in=ids).delete()
        chosen.delete()
    return len(ids)
