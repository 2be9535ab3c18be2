"""What reports of providers do to readers: who bounced, complained or left gets no more mail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import provider_reports
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Delivery,
    Mailing,
    Subscriber,
    Suppression,
)
from wagtail_therapy.newsletter.readers import subscriptions

State = Delivery.State
Status = Subscriber.Status


def test_hard_bounce_ends_it_for_the_address(delivery, reader):
    provider_reports.hard(delivery)
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)
    assert provider_reports.suppressions() == [(reader.address_hash, Suppression.Reason.BOUNCED)]
    assert not reader.is_mailable


def test_complaint_ends_it_and_is_kept_for_the_proof(delivery, reader, site):
    provider_reports.record("complained", delivery)
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)
    assert provider_reports.suppressions() == [(reader.address_hash, Suppression.Reason.COMPLAINED)]
    [kept] = ConsentEvent.objects.values_list("site", "subscriber", "kind", "method")
    assert kept == (site.pk, reader.pk, "complained", "provider")


def test_unsubscribing_at_the_provider_is_unsubscribing(delivery, reader):
    provider_reports.record("unsubscribed", delivery)
    assert provider_reports.status(reader) == (Status.UNSUBSCRIBED, 0)
    [kept] = ConsentEvent.objects.values_list("kind", "method")
    assert kept == ("unsubscribed", "provider")


@pytest.mark.parametrize("event_type", ["unsubscribed", "complained"])
def test_event_from_before_the_reader_asked_again_does_not_stop_them(delivery, reader, event_type):
    yesterday = timezone.now() - timedelta(days=1, hours=1)
    provider_reports.record(event_type, delivery, timestamp=yesterday)
    assert (provider_reports.status(reader), provider_reports.suppressions()) == (
        (Status.ACTIVE, 0),
        [],
    )


def test_complaint_of_who_has_left_outweighs_leaving(delivery, reader):
    subscriptions.unsubscribe(reader, "link")
    provider_reports.record("complained", delivery)
    # Nor can a link that they were mailed before bring them back.
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)
    assert provider_reports.suppressions() == [(reader.address_hash, Suppression.Reason.COMPLAINED)]


def test_bounce_of_an_erased_reader_is_remembered_by_hash(delivery, reader):
    known = reader.address_hash
    reader.delete()
    provider_reports.hard(delivery)
    provider_reports.record("complained", delivery)
    provider_reports.record("unsubscribed", delivery)
    assert provider_reports.suppressions() == [(known, Suppression.Reason.COMPLAINED)]
    assert ConsentEvent.objects.get().subscriber is None


@pytest.fixture
def mail(practice, make_post, reader):
    """Return a function that makes one more mail to the reader."""

    def make():
        number = Mailing.objects.count()
        mailing = Mailing.objects.create(
            site=reader.site, dedupe_key=f"test:{number}", not_after=timezone.now()
        )
        return provider_reports.delivered_to(reader, mailing, State.SENT)

    return make


def test_soft_bounces_in_a_row_end_it_at_the_limit(mail, reader, therapy):
    therapy(SOFT_BOUNCE_LIMIT=3)
    for number in (1, 2):
        delivery = mail()
        provider_reports.record("deferred", delivery)
        provider_reports.record("deferred", delivery)
        provider_reports.soft(delivery)
        assert provider_reports.status(reader) == (Status.ACTIVE, number)
    provider_reports.soft(mail())
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 3)
    assert provider_reports.suppressions() == [
        (reader.address_hash, Suppression.Reason.UNREACHABLE)
    ]


def test_soft_bounces_are_forgiven_by_a_mail_that_arrives(mail, reader, therapy):
    therapy(SOFT_BOUNCE_LIMIT=3)
    provider_reports.soft(mail())
    provider_reports.soft(mail())
    arrived = mail()
    provider_reports.soft(mail())
    Subscriber.objects.update(status=Status.ACTIVE)
    provider_reports.record("delivered", arrived)
    assert provider_reports.status(reader) == (Status.ACTIVE, 1)


def test_soft_bounces_without_a_limit_go_on(mail, reader, therapy):
    therapy(SOFT_BOUNCE_LIMIT=None)
    for _ in range(6):
        provider_reports.soft(mail())
    assert provider_reports.status(reader) == (Status.ACTIVE, 6)


def test_soft_bounces_from_before_the_reader_confirmed_again_do_not_count(mail, reader, therapy):
    therapy(SOFT_BOUNCE_LIMIT=2)
    provider_reports.soft(mail())
    reader.refresh_from_db()
    Subscriber.objects.update(confirmed_at=timezone.now())
    provider_reports.soft(mail())
    assert provider_reports.status(reader) == (Status.ACTIVE, 1)
