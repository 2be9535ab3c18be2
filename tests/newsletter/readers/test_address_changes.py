"""A reader's new address: confirmed there, and the rows are right whatever was known of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import provider_reports, rows, visitors
from tests.newsletter.visitors import ADDRESS, STATES
from wagtail_therapy.newsletter import email_addresses, signals, tasks, tokens
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Delivery,
    ReaderEmail,
    Subscriber,
    Suppression,
)
from wagtail_therapy.newsletter.readers import address_changes, subscriptions
from wagtail_therapy.newsletter.readers.import_batches import outcomes
from wagtail_therapy.newsletter.readers.subscriber_files.records import Record
from wagtail_therapy.newsletter.readers.subscriber_files.states import State
from wagtail_therapy.newsletter.views import page_responses

NEW = "new@mail.example"


@pytest.fixture
def reader(practice):
    return rows.subscriber(practice.site)


def hash_of(address):
    return email_addresses.address_hash(address)


def change(reader, address=NEW):
    """Ask for an address and confirm it; return whether that worked."""
    address_changes.request(reader, address)
    return confirm(reader, address)


def confirm(reader, address=NEW):
    return address_changes.confirm(reader, reader.token_version, hash_of(address))


def due():
    return list(ReaderEmail.objects.filter(due_at__isnull=False).values_list("kind", "address"))


def test_request_changes_nothing_but_what_is_wanted(reader):
    assert address_changes.request(reader, NEW) is True
    assert (reader.email, reader.new_email, due()) == (ADDRESS, NEW, [("new-address", NEW)])


@pytest.mark.parametrize("address", [ADDRESS, ADDRESS.upper()])
def test_request_of_the_same_address_is_none(reader, address):
    assert address_changes.request(reader, address) is False
    assert (reader.new_email, due()) == ("", [])


def test_request_of_who_left_is_none(reader):
    subscriptions.unsubscribe(reader, "link")
    assert address_changes.request(reader, NEW) is False


def test_confirm_changes_the_address_and_notifies_the_former_one(reader):
    uuid, version = reader.uuid, reader.token_version
    assert change(reader) is True
    reader.refresh_from_db()
    assert (reader.email, reader.email_key, reader.address_hash) == (NEW, NEW, hash_of(NEW))
    assert (reader.uuid, reader.token_version, reader.new_email) == (uuid, version + 1, "")
    assert ("address-changed", ADDRESS) in due()
    events = ConsentEvent.objects.order_by("pk").values_list("kind", "address_hash", "subscriber")
    assert list(events) == [
        ("erased", hash_of(ADDRESS), None),
        ("new-address", hash_of(NEW), reader.pk),
    ]


def test_confirm_works_once(reader):
    address_changes.request(reader, NEW)
    assert [confirm(reader), confirm(reader)] == [True, False]


def test_link_for_an_address_that_was_corrected_does_not_work(reader):
    address_changes.request(reader, "typo@mail.example")
    address_changes.request(reader, NEW)
    assert [confirm(reader, "typo@mail.example"), confirm(reader)] == [False, True]


def test_only_the_address_that_is_wanted_last_is_written_to(reader, run_mail):
    address_changes.request(reader, "typo@mail.example")
    address_changes.request(reader, NEW)
    assert run_mail() == [NEW]


def test_confirm_does_nothing_for_who_left_meanwhile(reader):
    address_changes.request(reader, NEW)
    token_version = reader.token_version
    subscriptions.unsubscribe(reader, "link")
    assert address_changes.confirm(reader, token_version, hash_of(NEW)) is False
    assert Subscriber.objects.get().email == ADDRESS


@pytest.mark.parametrize("state", STATES)
def test_rows_are_right_whatever_was_known_of_the_new_address(reader, state):
    visitors.add_reader(reader.site, state, NEW)
    is_stopped = state in ("suppressed", "erased")
    assert change(reader) is not is_stopped
    expected = ADDRESS if is_stopped else NEW
    kept = Subscriber.objects.get(pk=reader.pk)
    assert (kept.email, kept.status) == (expected, "active")
    assert Subscriber.objects.filter(status__in=Subscriber.SUBSCRIBED).count() == 1
    assert Subscriber.objects.count() == 1 + (state == "suppressed")
    assert kept.is_mailable


def test_links_of_both_rows_lead_to_the_one_that_stays(reader):
    other = rows.subscriber(reader.site, NEW)
    change(reader)
    found = [page_responses.subscriber_of(one.uuid) for one in (reader, other)]
    assert found == [reader, reader]


def test_links_still_work_after_two_such_changes(reader):
    first = rows.subscriber(reader.site, NEW)
    change(reader)
    third = rows.subscriber(reader.site, "third@mail.example")
    third.refresh_from_db()
    change(third, NEW)
    uuids = (first.uuid, reader.uuid, third.uuid)
    assert [page_responses.subscriber_of(uuid) for uuid in uuids] == [third] * 3


def test_merged_subscription_sends_the_unsubscribed_signal(
    reader, django_capture_on_commit_callbacks
):
    rows.subscriber(reader.site, NEW)
    heard = []

    def left(subscriber, **kwargs):
        heard.append(subscriber.email)

    signals.subscriber_unsubscribed.connect(left)
    with django_capture_on_commit_callbacks(execute=True):
        change(reader)
    signals.subscriber_unsubscribed.disconnect(left)
    assert heard == [NEW]


def test_import_does_not_bring_back_the_former_address(reader):
    change(reader)
    record = Record("old.csv", 2, State.SUBSCRIBED, ADDRESS)
    assert [str(one) for one in outcomes(reader.site, [record], {})] == ["left-here"]


def test_queued_email_goes_to_the_new_address_and_asks_its_suppressions(
    reader, mailing, mailoutbox, run_mail
):
    delivery = provider_reports.delivered_to(reader, mailing)
    Delivery.objects.update(state=Delivery.State.QUEUED)
    change(reader)
    delivery.refresh_from_db()
    assert (delivery.subscriber, delivery.email_hash) == (reader, hash_of(NEW))


@pytest.mark.parametrize(
    ("got", "kept"), [("SENT", False), ("UNKNOWN", False), ("SENDING", False), ("QUEUED", True)]
)
def test_mailbox_gets_a_running_mailing_once(reader, mailing, got, kept):
    other = rows.subscriber(reader.site, NEW)
    theirs = provider_reports.delivered_to(other, mailing)
    mine = provider_reports.delivered_to(reader, mailing)
    Delivery.objects.filter(pk=mine.pk).update(state=Delivery.State.QUEUED)
    Delivery.objects.filter(pk=theirs.pk).update(state=Delivery.State[got])
    change(reader)
    mine.refresh_from_db()
    assert bool(mine.subscriber) is kept


def test_address_that_is_not_confirmed_in_time_is_forgotten(reader):
    address_changes.request(reader, NEW)
    tasks.sweep()
    assert Subscriber.objects.get().new_email == NEW
    Subscriber.objects.update(new_email_requested_at=timezone.now() - timedelta(days=8))
    ReaderEmail.objects.update(created_at=timezone.now() - timedelta(days=8))
    tasks.sweeping.sweep()
    assert NEW not in str(visitors.everything())


def test_late_complaint_about_the_former_address_stops_only_that(reader):
    change(reader)
    subscriptions.suppressions.complain(reader.site, [hash_of(ADDRESS)])
    reader.refresh_from_db()
    assert (reader.status, Suppression.objects.get().address_hash) == ("active", hash_of(ADDRESS))


def test_link_in_an_old_email_stops_only_the_address_that_it_is_about(client, reader):
    token = tokens.never_again_token(reader)
    change(reader)
    client.post(f"/newsletter/never-again/{token}/")
    reader.refresh_from_db()
    assert (reader.status, reader.is_mailable) == ("active", True)
    found = Suppression.objects.values_list("address_hash", "reason")
    assert list(found) == [(hash_of(ADDRESS), "by-request")]
