"""How many readers one call of Mailgun's reaches."""

from datetime import timedelta

from django.utils import timezone

from tests.newsletter import rows
from tests.newsletter.clocks import HeldClock
from tests.newsletter.workers import work
from wagtail_therapy.newsletter import addresses, deliveries
from wagtail_therapy.newsletter.models import Mailing, RateBucket, Subscriber

State = Mailing.State


def calls(provider):
    return [len(form["to"]) for form in provider.messages]


def many(site, number):
    """Put so many readers on the list, with two statements."""
    emails = [f"reader-{n}@mail.example" for n in range(number)]
    yesterday = timezone.now() - timedelta(days=1)
    Subscriber.objects.bulk_create(
        Subscriber(
            site=site,
            email=email,
            email_key=email,
            address_hash=addresses.address_hash(email),
            status=Subscriber.Status.ACTIVE,
            confirmed_at=yesterday,
        )
        for email in emails
    )
    return emails


def test_readers_beyond_a_thousand_are_in_further_calls(mailing, site, batches):
    emails = many(site, 2500)
    assert work(mailing) == (State.FINISHED, {"sent": 2500})
    assert calls(batches) == [1000, 1000, 500]
    assert sorted(to for form in batches.messages for to in form["to"]) == sorted(emails)


def held_clock():
    """Return a clock at which not a single mail may be sent yet."""
    clock = HeldClock()
    RateBucket.objects.create(key="mail", tokens=0, refilled_at=clock.now_for_all().value)
    return clock


def test_limit_counts_mails_and_not_calls(mailing, site, batches, therapy):
    therapy(MAIL_PER_SECOND=20)
    many(site, 30)
    clock = held_clock()
    begun = clock.monotonic()
    assert work(mailing, clock=clock) == (State.FINISHED, {"sent": 30})
    assert calls(batches) == [20, 10]
    assert 1.5 <= clock.monotonic() - begun < 1.6


def test_batch_is_what_the_limit_allows_in_the_time_that_is_left(mailing, site, batches, therapy):
    therapy(MAIL_PER_SECOND=100, MAIL_SLICE_SECONDS=0.6)
    many(site, 100)
    assert deliveries.work_on(mailing, clock=held_clock()) is True
    [sent] = calls(batches)
    # No worker begins to wait for what comes after its end: a quarter of a second's worth at most.
    assert 35 <= sent <= 60
    assert rows.states(mailing) == {"sent": sent, "queued": 100 - sent}


def test_worker_out_of_time_calls_nobody(mailing, site, batches, therapy):
    therapy(MAIL_SLICE_SECONDS=0)
    rows.subscribers(site, 3)
    assert deliveries.work_on(mailing) is True
    assert (calls(batches), rows.states(mailing)) == ([], {"queued": 3})
