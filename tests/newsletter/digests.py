"""Readers who get digests, and digests that are made and sent."""

from datetime import UTC, datetime, timedelta

from wagtail.models import PageViewRestriction

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Mailing, Subscriber
from wagtail_therapy.newsletter.sending import deliveries

INSTANT, WEEKLY, MONTHLY = Subscriber.Frequency.values
# The hour of the weekly digest.
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
A_WEEK = timedelta(days=7)


def reader(site, name="reader", frequency=WEEKLY, **fields):
    return rows.subscriber(site, f"{name}@mail.example", frequency=frequency, **fields)


def made():
    return list(Mailing.objects.filter(kind=Mailing.Kind.DIGEST).order_by("pk"))


def send(mailing):
    """Send a mailing as if its hold was over."""
    Mailing.objects.filter(pk=mailing.pk).update(not_before=mailing.created_at)
    mailing.refresh_from_db()
    deliveries.work_on(mailing)
    mailing.refresh_from_db()
    return mailing


def posts(digest):
    return set(digest.posts.all())


def hide(post):
    PageViewRestriction.objects.create(page=post.page, restriction_type="login")
