"""Makes the digests: which readers are owed which posts, at the times that the practice has set.

Readers are owed different posts, because they joined later or changed how often they get emails. So
there is one mailing for each language and each set of posts.
"""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, Sum, Value, When
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import clock
from ..composing import public_posts
from ..models import DigestEntry, DigestRun, Mailing, NewsletterSettings, Subscriber
from ..models.subscriber_queries import language
from . import digest_times
from .digest_times import MONTHLY, DigestTime

# A set of posts is a number with a bit for each. The databases have 63; more posts wait.
MOST_POSTS = 60
# A post that isn't public may come back for so long.
WITHDRAWN_FOR = timedelta(days=60)

logger = logging.getLogger("wagtail_therapy.newsletter")


def make_due() -> list[Mailing]:
    """Make the digests that are due on all sites. Any number of processes may do this."""
    found = {row.site_id: row for row in NewsletterSettings.objects.all()}
    settings = [found.get(site.pk) or NewsletterSettings(site=site) for site in Site.objects.all()]
    due = [(one.site, time) for one in settings for time in digest_times.due(one)]
    made = _made(time for _site, time in due) if due else set()
    digests: list[Mailing] = []
    for site, time in due:
        if (site.pk, str(time.frequency), time.date) not in made:
            digests += _make_safely(site, time)
    return digests


def _made(times: Any) -> set[Any]:
    runs = DigestRun.objects.filter(date__in={time.date for time in times})
    return set(runs.values_list("site", "frequency", "date"))


def _make_safely(site: Site, time: DigestTime) -> list[Mailing]:
    try:
        return make(site, time)
    except Exception:
        # One site must not stop the sweep.
        logger.exception("The digests of site %s could not be made", site.pk)
        return []


def make(site: Site, time: DigestTime) -> list[Mailing]:
    """Make the digests of a site for one time: all of them or, if they were made before, none."""
    with transaction.atomic():
        key = {"site": site, "frequency": time.frequency, "date": time.date}
        run, is_new = DigestRun.objects.get_or_create(**key)
        if not is_new:
            return []
        entries = _entries(site, time.frequency)
        _drop_unwanted(entries)
        _drop_gone(site)
        return _make_all(site, run, entries)


def _entries(site: Site, frequency: Any) -> QuerySet:
    """Return what is owed in the monthly digest, or in the weekly one.

    The weekly one also has what is owed to readers who have changed to an email for each post.
    """
    is_monthly = Q(subscriber__frequency=MONTHLY)
    owed = DigestEntry.objects.owed(site)
    return owed.filter(is_monthly if frequency == MONTHLY else ~is_monthly)


def _drop_unwanted(entries: QuerySet) -> None:
    """Drop what is owed to readers who may not be mailed now: they left, or paused their emails."""
    # PostgreSQL would look through a long list that is excluded again for each entry.
    wanted = Exists(Subscriber.objects.mailable().filter(pk=OuterRef("subscriber")))
    DigestEntry.objects.filter(pk__in=entries.filter(~wanted).values("pk")).delete()


def _drop_gone(site: Site) -> None:
    """Drop posts that were deleted, and those that have not been public for a long time."""
    owed = DigestEntry.objects.owed(site)
    owed.filter(mailing__page=None).delete()
    old = owed.filter(mailing__frozen_at__lt=clock.now() - WITHDRAWN_FOR)
    mailings = Mailing.objects.filter(pk__in=old.values("mailing")).select_related("page", "site")
    hidden = [one.pk for one in mailings if not public_posts.is_public(one)]
    old.filter(mailing__in=hidden).delete()


def _make_all(site: Site, run: DigestRun, entries: QuerySet) -> list[Mailing]:
    posts = _posts(entries)
    # Without the posts that wait, so that readers who lack only those share a digest.
    masks = _with_masks(site, entries.filter(mailing__in=posts), posts)
    digests = []
    for spoken, mask in masks.values_list("in_language", "mask").distinct().order_by():
        digest = _digest(site, run, spoken, mask)
        readers = masks.filter(in_language=spoken, mask=mask).values("subscriber")
        its_posts = [post for n, post in enumerate(posts) if mask >> n & 1]
        digest.posts.set(its_posts)
        taken = DigestEntry.objects.filter(digest=None, mailing__in=its_posts)
        taken.filter(subscriber__in=readers).update(digest=digest)
        digests.append(digest)
    return digests


def _posts(entries: QuerySet) -> list[Mailing]:
    """Return the oldest posts that are owed to anyone, as mailings, if they are public now."""
    mailings = Mailing.objects.filter(pk__in=entries.values("mailing"))
    ordered = mailings.select_related("page", "site").order_by("created_at", "pk")
    return public_posts.public(ordered)[:MOST_POSTS]


def _with_masks(site: Site, entries: QuerySet, posts: list[Mailing]) -> QuerySet:
    """Return each reader with a language and the set of posts, as a number."""
    bits = [When(mailing=post.pk, then=Value(1 << n)) for n, post in enumerate(posts)]
    in_language = entries.order_by().annotate(in_language=language(site, "subscriber__"))
    readers = in_language.values("subscriber", "in_language")
    return readers.annotate(mask=Sum(Case(*bits, default=Value(0), output_field=BigIntegerField())))


def _digest(site: Site, run: DigestRun, spoken: str, mask: int) -> Mailing:
    now = clock.now()
    not_before = now + conf.mail_hold
    return Mailing.objects.create(
        site=site,
        kind=Mailing.Kind.DIGEST,
        dedupe_key=f"digest:{run.pk}:{spoken}:{mask}",
        frequency=run.frequency,
        language=spoken,
        not_before=not_before,
        not_after=not_before + conf.mail_stale_after,
        created_at=now,
    )
