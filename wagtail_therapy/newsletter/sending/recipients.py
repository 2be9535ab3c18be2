"""Which readers get a mailing, by the kind of mailing."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from .. import clock
from ..models import Delivery, DigestEntry, Mailing, Subscriber
from ..models.subscriber_queries import language


def candidates(mailing: Mailing) -> QuerySet:
    """Return the readers who should get a mailing, including those who may not be mailed now."""
    return BY_KIND[mailing.kind](mailing)


def recipients(mailing: Mailing) -> QuerySet:
    """Return the readers who get a mailing."""
    return candidates(mailing).mailable()


def confirmed_before(mailing: Mailing) -> QuerySet:
    """Return the readers of its site who had confirmed when a mailing was made."""
    # Readers who confirmed in the future did so before the clock was set back.
    confirmed = Q(confirmed_at__lte=mailing.created_at) | clock.is_ahead("confirmed_at")
    # What was published during a pause isn't sent after it.
    paused = Q(paused_at__lte=mailing.created_at, resumed_at__gt=mailing.created_at)
    return Subscriber.objects.filter(
        confirmed, ~paused, site_id=mailing.site_id, status=Subscriber.Status.ACTIVE
    )


def at_once(mailing: Mailing, readers: QuerySet) -> QuerySet:
    """Return those of a mailing's recipients who get it as an email of its own."""
    if mailing.kind == Mailing.Kind.POST:
        return readers.filter(frequency=Subscriber.Frequency.INSTANT)
    return readers


def in_digest(mailing: Mailing, readers: QuerySet) -> QuerySet:
    """Return the readers of a post who get it in a digest: all who have no delivery.

    Not by their frequency. A reader may change that between the two statements, and would get the
    post twice, or never.
    """
    delivered = Delivery.objects.filter(mailing=mailing, subscriber=OuterRef("pk"))
    return readers.filter(~Exists(delivered))


def _of_digest(digest: Mailing) -> QuerySet:
    """Return the readers of one of its posts, because all of them are owed the same ones."""
    # Not by the index of digests: right after they were made, PostgreSQL takes it for a short way.
    entries = DigestEntry.objects.alias(of=Coalesce("digest", Value(0)))
    theirs = entries.filter(mailing=digest.posts.first(), subscriber=OuterRef("pk"), of=digest.pk)
    return Subscriber.objects.filter(Exists(theirs))


def _of_frequency_notice(notice: Mailing) -> QuerySet:
    """Return the readers who get emails more often than it says, and those who did before it."""
    of_site = Subscriber.objects.filter(site_id=notice.site_id, status=Subscriber.Status.ACTIVE)
    of_language = of_site.annotate(in_language=language(notice.site))
    moved = Delivery.objects.filter(mailing=notice).values("subscriber")
    often = of_site.emailed_more_often(notice.frequency).values("pk")
    return of_language.filter(Q(pk__in=often) | Q(pk__in=moved), in_language=notice.language)


BY_KIND: dict[Any, Callable[[Mailing], QuerySet]] = {
    Mailing.Kind.POST: confirmed_before,
    Mailing.Kind.DIGEST: _of_digest,
    Mailing.Kind.FREQUENCY_NOTICE: _of_frequency_notice,
    # However often they want posts.
    Mailing.Kind.ANNOUNCEMENT: confirmed_before,
}
