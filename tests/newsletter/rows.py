"""Rows that many tests of the newsletter start from."""

from datetime import date, timedelta
from email import message_from_bytes, policy

from django.contrib.auth import get_user_model
from django.utils import timezone

from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import (
    Mailing,
    NewsletterSettings,
    PostMailIntent,
    Subscriber,
)

NO_TIME = timedelta(0)


def subscriber(site, email="reader@mail.example", status=Subscriber.Status.ACTIVE, **fields):
    """Make a reader who confirmed yesterday, so before any mailing, if at all."""
    confirmed_at = timezone.now() - timedelta(days=1)
    if status == Subscriber.Status.PENDING:
        confirmed_at = None
    known = {
        "email": email,
        "email_key": email_addresses.address_key(email),
        "address_hash": email_addresses.address_hash(email),
        "status": status,
        "confirmed_at": confirmed_at,
    }
    return Subscriber.objects.create(site=site, **known | fields)


def subscribers(site, number, status=Subscriber.Status.ACTIVE):
    return [subscriber(site, f"{status}-{n}@mail.example", status) for n in range(number)]


def turn_tracking_off(site, service):
    """Say for the practice that it has looked at its account with an email service."""
    NewsletterSettings.objects.create(
        site=site, tracking_checked_date=date(2026, 3, 2), tracking_checked_for=service
    )


def publisher():
    """Return a user who may publish everything."""
    users = get_user_model().objects
    found = users.filter(email="publisher@host.example").first()
    return found or users.create_superuser("publisher@host.example")


def answer(page, choice, set_by=None):
    """Keep an answer, of a user who may publish the page if none is given."""
    return PostMailIntent.objects.create(
        translation_key=page.translation_key,
        locale=page.locale,
        choice=choice,
        set_by=set_by or publisher(),
    )


def publish(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def end_hold():
    """Return the only mailing, as it is when its hold is over."""
    end_holds()
    return Mailing.objects.get()


def end_holds():
    Mailing.objects.update(not_before=timezone.now())


def states(mailing):
    """Return how many deliveries are in which state, by name."""
    found = {}
    for delivery in mailing.deliveries.all():
        found[delivery.get_state_display()] = found.get(delivery.get_state_display(), 0) + 1
    return found


def parsed_mail(content):
    return message_from_bytes(content, policy=policy.default)
