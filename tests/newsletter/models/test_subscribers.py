from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Site

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Subscriber, Suppression

Status = Subscriber.Status


def test_subscriber_is_one_for_each_site_and_address(site):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    rows.subscriber(site, "reader@mail.example")
    rows.subscriber(other, "reader@mail.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.subscriber(site, "READER@mail.example")


def test_subscriber_shows_no_address(site):
    assert str(rows.subscriber(site, "jane.doe@mail.example")) == "j•••@•••"


@pytest.mark.parametrize("status", Status.values)
def test_mailable_are_those_who_confirmed(site, status):
    reader = rows.subscriber(site, status=status)
    assert (reader.is_mailable, Subscriber.objects.mailable().count()) == (
        status == "active",
        int(status == "active"),
    )


@pytest.mark.parametrize("reason", Suppression.Reason.values)
def test_mailable_are_only_those_who_are_not_suppressed_on_their_site(site, reason):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    here, there = rows.subscriber(site), rows.subscriber(other)
    Suppression.objects.create(site=site, address_hash=here.address_hash, reason=reason)
    assert (here.is_mailable, there.is_mailable) == (False, True)


@pytest.mark.parametrize(
    ("last", "sent_today", "is_allowed"),
    [
        (None, 0, True),
        (timedelta(minutes=9), 1, False),
        (timedelta(minutes=11), 1, True),
        (timedelta(minutes=11), 2, True),
        (timedelta(minutes=11), 3, False),
        (timedelta(hours=23), 3, False),
        (timedelta(hours=25), 3, True),
    ],
)
def test_confirmation_is_allowed_now_and_then(last, sent_today, is_allowed):
    now = timezone.now()
    reader = Subscriber(confirmation_sent_at=last and now - last, confirmations_sent=sent_today)
    assert reader.is_confirmation_allowed(now) is is_allowed


def test_confirmation_is_claimed_by_one_worker(site):
    now, lease = timezone.now(), timedelta(minutes=5)
    reader = rows.subscriber(site, status=Status.PENDING, confirmation_due_at=now)
    late = Subscriber.objects.get()
    claims = [one.claim_confirmation(now, lease) for one in (reader, late)]
    assert claims == [True, False]
    assert late.claim_confirmation(now + lease, lease) is True


def test_confirm_works_once_for_each_link(site):
    now = timezone.now()
    reader = rows.subscriber(site, status=Status.PENDING)
    assert [reader.confirm(1, now), reader.confirm(0, now), reader.confirm(0, now)] == [
        False,
        True,
        False,
    ]
    assert (reader.status, reader.confirmed_at, reader.token_version) == ("active", now, 1)


@pytest.mark.parametrize("status", Status.values)
def test_unsubscribe_works_once_and_lifts_nothing(site, status):
    reader = rows.subscriber(site, status=status)
    could_be_mailed = status in ("pending", "active", "paused")
    assert [reader.unsubscribe(), reader.unsubscribe()] == [could_be_mailed, False]
    assert reader.status == ("unsubscribed" if could_be_mailed else status)


def test_personal_data_stays_out_of_wagtails_usage_lists():
    ours = apps.get_app_config("wagtail_therapy_newsletter").get_models()
    ignored = {
        model.__name__ for model in ours if getattr(model, "wagtail_reference_index_ignore", False)
    }
    assert {"Subscriber", "ConsentEvent", "Delivery"} <= ignored
