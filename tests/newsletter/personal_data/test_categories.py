"""The sentences on what is stored are true of the settings, and of what is deleted when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import provider_reports, rows, visitors
from wagtail_therapy.newsletter.models import Mailing, Subscriber
from wagtail_therapy.newsletter.personal_data import retention
from wagtail_therapy.newsletter.personal_data.categories import (
    ADDRESS,
    CODE,
    EMAILS,
    NUMBERS,
    PROOF,
    STOP,
    period,
)
from wagtail_therapy.newsletter.personal_data.columns import PERSONAL_COLUMNS
from wagtail_therapy.newsletter.readers import subscriptions
from wagtail_therapy.newsletter.sending import deliveries


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(days=730), "2 years"),
        (timedelta(days=365), "1 year"),
        (timedelta(days=30), "30 days"),
        (timedelta(days=1), "1 day"),
        (timedelta(hours=36), "36 hours"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(0), "0 days"),
    ],
)
def test_period_is_exact_in_words(time, words):
    assert period(time) == words


def test_sentences_have_the_times_of_the_settings(therapy):
    therapy(
        PENDING_RETENTION=timedelta(days=3),
        UNSUBSCRIBED_RETENTION=timedelta(days=10),
        DELIVERY_RETENTION=timedelta(days=100),
    )
    assert str(ADDRESS).endswith(
        "We delete it 10 days after you leave, or 3 days after you enter it if you don’t confirm."
    )
    assert "We delete this 100 days after an email has gone out to everyone" in str(EMAILS)


def test_sentence_says_what_is_never_deleted(therapy):
    therapy(DELIVERY_RETENTION=None)
    assert str(EMAILS).endswith("We keep this for good, without your address once that is deleted.")


def test_sentence_has_the_time_that_deliveries_are_kept_at_least(therapy):
    therapy(DELIVERY_RETENTION=timedelta(0))
    assert f"{period(retention.kept_for())} after an email" in str(EMAILS)
    assert retention.kept_for() > timedelta(days=7)


def stored():
    """Return the categories of all columns that say something now."""
    return {
        one.category
        for model, columns in PERSONAL_COLUMNS.items()
        for row in model.objects.all()
        for one in columns
        for name in one.names
        if model._meta.get_field(name).value_from_object(row) not in (None, "", 0)
    }


def ago(**time):
    return timezone.now() - timedelta(**time)


def delete_what_is_due():
    """As beat and cron do, one after the other."""
    deliveries.sweep()
    subscriptions.purge()


def test_what_is_stored_goes_when_the_sentences_say(mailing, site, smtp_server):
    reader = rows.subscriber(site, visitors.ADDRESS)
    deliveries.work_on(mailing)
    provider_reports.soft(mailing.deliveries.get())
    subscriptions.unsubscribe(reader, "link")

    Subscriber.objects.update(unsubscribed_at=ago(days=31))
    Mailing.objects.update(finished_at=ago(days=31))
    delete_what_is_due()
    assert Subscriber.objects.count() == 0
    assert stored() == {PROOF, STOP, CODE, EMAILS, NUMBERS}

    Mailing.objects.update(finished_at=ago(days=731))
    delete_what_is_due()
    assert stored() == {PROOF, STOP, CODE, NUMBERS}


def test_nothing_is_left_of_a_reader_who_never_confirmed(site):
    visitors.ask(site)
    assert stored() != set()

    Subscriber.objects.update(created_at=ago(days=8))
    delete_what_is_due()
    assert stored() == set()
