"""What the practice decides about an address: who gets mail again, and what is kept of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Site

from tests.newsletter import provider_reports, rows, visitors
from wagtail_therapy.newsletter import audit_log, email_addresses
from wagtail_therapy.newsletter.models import ConsentEvent, Mailing, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import (
    confirmations,
    subscriptions,
    suppression_decisions,
    suppressions,
)

Status, Why = Subscriber.Status, ConsentEvent.Why


@pytest.fixture
def reader(site):
    return rows.subscriber(site)


def hashes():
    return email_addresses.address_hashes(visitors.ADDRESS)


def suppress(site, why=Why.ASKED, **decision):
    return suppression_decisions.suppress(site, hashes(), why, by="Orla", **decision)


def lift(site, why=Why.ASKED, **decision):
    return suppression_decisions.lift(site, hashes(), why, by="Orla", **decision)


def proof():
    return list(ConsentEvent.objects.order_by("pk").values_list("kind", "method", "by", "why"))


def test_suppress_ends_all_mail_and_keeps_who_and_why(site, reader):
    assert [suppress(site, Why.PRACTICE), suppress(site)] == [True, False]
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)
    assert provider_reports.suppressions() == [(reader.address_hash, "by-request")]
    assert proof() == [
        ("unsubscribed", "admin", "", ""),
        ("suppressed", "admin", "Orla", "practice"),
    ]


def test_suppress_knows_an_address_without_a_row(site):
    assert suppress(site) is True
    assert provider_reports.suppressions() == [(hashes()[0], "by-request")]
    assert proof() == [("suppressed", "admin", "Orla", "asked")]


def test_suppress_is_for_one_site(site, reader):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    elsewhere = rows.subscriber(other)
    suppress(site)
    assert provider_reports.status(elsewhere) == (Status.ACTIVE, 0)


@pytest.mark.parametrize("reason", ["bounced", "unreachable"])
def test_lift_of_a_bounce_lets_a_reader_be_mailed_again(site, reader, reason):
    Subscriber.objects.update(soft_bounces=5)
    suppressions.stop(site, hashes(), reason)
    assert lift(site, Why.WORKS) is True
    assert (provider_reports.status(reader), reader.is_mailable) == ((Status.ACTIVE, 0), True)
    assert (provider_reports.suppressions(), reader.unsubscribed_at) == ([], None)
    assert proof() == [("lifted", "admin", "Orla", "works")]


def test_lifting_a_bounce_does_not_resubscribe_readers_who_left(site, reader):
    subscriptions.unsubscribe(reader, "link")
    suppressions.stop(site, hashes(), "bounced")
    lift(site, Why.WORKS)
    assert provider_reports.status(reader) == (Status.UNSUBSCRIBED, 0)
    assert provider_reports.suppressions() == [(reader.address_hash, "unsubscribed")]


def test_lifting_a_bounce_does_not_activate_unconfirmed_readers(site):
    reader = visitors.ask(site)
    suppressions.stop(site, hashes(), "bounced")
    lift(site, Why.WORKS)
    assert (provider_reports.status(reader), reader.is_mailable) == ((Status.PENDING, 0), False)


@pytest.mark.parametrize("reason", ["complained", "by-request"])
def test_lift_of_a_wish_only_lets_its_owner_ask_again(practice, reader, reason, mailoutbox):
    site = practice.site
    suppressions.stop(site, hashes(), reason)
    assert lift(site) is True
    assert (provider_reports.status(reader), reader.is_mailable) == (
        (Status.UNSUBSCRIBED, 0),
        False,
    )

    confirmations.send(visitors.ask(site))
    assert len(mailoutbox) == 1
    reader.refresh_from_db()
    assert subscriptions.confirm(reader, reader.token_version) is True
    assert reader.is_mailable is True


@pytest.mark.parametrize(
    ("reason", "whys"),
    [
        ("unsubscribed", []),
        ("unreachable", ["asked", "works"]),
        ("bounced", ["asked", "works"]),
        ("complained", ["asked"]),
        ("by-request", ["asked"]),
    ],
)
def test_lift_takes_only_reasons_that_fit(site, reason, whys):
    taken = []
    for why in Why:
        Suppression.objects.update_or_create(
            site=site, address_hash=hashes()[0], defaults={"reason": reason}
        )
        taken += [why.value] * lift(site, why)
    assert taken == whys


def test_lift_finds_an_address_under_an_older_key(site, rotate_secret_key):
    suppressions.stop(site, hashes(), "bounced")
    known = Suppression.objects.get().address_hash
    rotate_secret_key()
    assert lift(site) is True
    assert (provider_reports.suppressions(), ConsentEvent.objects.get().address_hash) == ([], known)


def test_lift_without_a_suppression_does_nothing(site, reader):
    assert (lift(site), proof(), provider_reports.status(reader)) == (False, [], (Status.ACTIVE, 0))


def test_what_was_reported_before_the_lift_does_not_count_after_it(delivery, reader, site):
    provider_reports.record("complained", delivery, provider="Mailgun")
    lift(site)
    late = timezone.now() - timedelta(minutes=1)
    provider_reports.record(
        "complained", provider_reports.delivered_to(reader, other_mailing(site)), timestamp=late
    )
    provider_reports.record("complained", timestamp=late)
    assert provider_reports.suppressions() == [(reader.address_hash, "unsubscribed")]
    provider_reports.record("complained")
    assert provider_reports.suppressions() == [(reader.address_hash, "complained")]


def other_mailing(site):
    return Mailing.objects.create(site=site, dedupe_key="other", not_after=timezone.now())


def test_log_has_who_and_why_and_no_address(site, reader, editor):
    suppress(site, Why.PRACTICE, user=editor)
    lift(site, Why.MISTAKE)
    entries = list(audit_log.entries(reader))
    assert [(one.message, one.comment, one.user, one.label, one.data) for one in entries] == [
        (
            "Emails allowed again",
            "We stopped it by mistake (Orla)",
            None,
            f"Reader {reader.pk}",
            {"why": "mistake", "by": "Orla"},
        ),
        (
            "All emails stopped",
            "We decided to",
            editor,
            f"Reader {reader.pk}",
            {"why": "practice"},
        ),
    ]


def test_suppression_of_an_address_without_a_subscriber_is_logged_with_the_site(site):
    suppress(site)
    [entry] = registry.get_logs_for_instance(site)
    assert (entry.message, entry.label) == ("All emails stopped", str(site))
