"""Addresses that are not mailed, also when the host changes its keys."""

import pytest

from tests.newsletter import provider_reports, rows
from tests.newsletter.visitors import ADDRESS, ask
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import confirmations, subscriptions, suppressions

Reason = Suppression.Reason


@pytest.mark.parametrize(
    ("reasons", "kept"),
    [
        (["unsubscribed", "bounced"], "bounced"),
        (["unsubscribed", "complained"], "complained"),
        (["bounced", "unsubscribed"], "bounced"),
        (["unreachable", "bounced"], "bounced"),
        (["bounced", "unreachable"], "bounced"),
        (["complained", "bounced"], "complained"),
        (["bounced", "complained"], "complained"),
        (["by-request", "complained", "unsubscribed"], "by-request"),
    ],
)
def test_suppress_keeps_the_stronger_reason(site, reasons, kept):
    reader = rows.subscriber(site)
    for reason in reasons:
        suppressions.suppress(reader, reason)
    assert Suppression.objects.get().reason == kept


@pytest.mark.parametrize("reason", [Reason.COMPLAINED, Reason.BY_REQUEST])
def test_no_mail_is_owed_to_who_was_erased_under_an_older_key(
    practice, rotate_secret_key, reason, mailoutbox
):
    suppressions.stop(practice.site, email_addresses.address_hashes(ADDRESS), reason)
    rotate_secret_key()
    reader = ask(practice.site)
    assert (confirmations.send_due(9), mailoutbox) == (0, [])

    Subscriber.objects.update(status=Subscriber.Status.ACTIVE)
    assert not reader.is_mailable


def test_who_left_under_an_older_key_may_come_back(site, rotate_secret_key):
    suppressions.stop(site, email_addresses.address_hashes(ADDRESS), Reason.UNSUBSCRIBED)
    rotate_secret_key()
    reader = ask(site)
    subscriptions.confirm(reader, reader.token_version)
    assert (reader.is_mailable, Suppression.objects.count()) == (True, 0)


def test_a_complaint_is_about_the_reader_of_an_older_key(delivery, reader, rotate_secret_key):
    rotate_secret_key()
    provider_reports.record("complained", delivery)
    assert provider_reports.status(reader) == (Subscriber.Status.SUPPRESSED, 0)
    assert provider_reports.suppressions() == [(reader.address_hash, Reason.COMPLAINED)]
    assert ConsentEvent.objects.get().address_hash == reader.address_hash


def test_a_complaint_finds_who_came_back_under_another_key(
    delivery, reader, site, rotate_secret_key
):
    reader.delete()
    rotate_secret_key()
    reader = rows.subscriber(site, ADDRESS)
    provider_reports.record("complained", delivery)
    assert provider_reports.status(reader) == (Subscriber.Status.SUPPRESSED, 0)
    assert provider_reports.suppressions() == [(reader.address_hash, Reason.COMPLAINED)]


def test_an_address_is_suppressed_once_under_whatever_keys(site, rotate_secret_key):
    suppressions.stop(site, email_addresses.address_hashes(ADDRESS), Reason.UNSUBSCRIBED)
    known = Suppression.objects.get().address_hash
    rotate_secret_key()
    suppressions.stop(site, email_addresses.address_hashes(ADDRESS), Reason.BOUNCED)
    assert provider_reports.suppressions() == [(known, Reason.BOUNCED)]
