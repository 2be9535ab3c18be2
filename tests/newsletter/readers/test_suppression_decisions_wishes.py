"""No decision of the practice and no late report overrides what the reader chose."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.newsletter import provider_reports, rows, visitors
from wagtail_therapy.newsletter import email_addresses, tokens
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import confirmations, suppression_decisions, suppressions

Why = ConsentEvent.Why


@pytest.fixture
def hashes():
    return email_addresses.address_hashes(visitors.ADDRESS)


@pytest.fixture
def bounced(site, hashes):
    reader = rows.subscriber(site)
    suppressions.stop(site, hashes, Suppression.Reason.BOUNCED)
    return reader


def state(reader):
    reader.refresh_from_db()
    return reader.status, list(Suppression.objects.values_list("reason", flat=True))


def never_again(client, reader):
    client.post(f"/newsletter/never-again/{tokens.never_again_token(reader)}/")


@pytest.mark.parametrize("times", [1, 3])
def test_reader_who_left_while_mail_came_back_is_not_a_reader_again(
    client, site, bounced, hashes, times
):
    for _ in range(times):
        client.post(f"/newsletter/unsubscribe/{tokens.unsubscribe_token(bounced)}/")
    assert ConsentEvent.objects.filter(kind="unsubscribed").count() == 1
    assert suppression_decisions.lift(site, hashes, Why.WORKS, by="Orla")
    assert state(bounced) == ("unsubscribed", ["unsubscribed"])


def test_unsubscribe_from_a_provider_during_a_bounce_is_kept(site, bounced, hashes):
    provider_reports.record("unsubscribed")
    suppression_decisions.lift(site, hashes, Why.WORKS, by="Orla")
    assert state(bounced) == ("unsubscribed", ["unsubscribed"])


def test_complaint_reported_after_the_suppression_was_lifted_counts(site, bounced, hashes):
    hours_ago = timezone.now() - timedelta(hours=5)
    suppression_decisions.lift(site, hashes, Why.WORKS, by="Orla")
    provider_reports.record("bounced", reject_reason="bounced", timestamp=hours_ago)
    assert state(bounced) == ("active", [])
    provider_reports.record("complained", timestamp=hours_ago)
    assert state(bounced) == ("suppressed", ["complained"])


def test_mistake_lifts_no_wish_of_the_reader(client, site, reader, hashes):
    never_again(client, reader)
    assert not suppression_decisions.lift(site, hashes, Why.MISTAKE, by="Orla")
    assert suppression_decisions.reasons_to_lift(site, hashes) == [Why.ASKED]


def test_mistake_lifts_no_complaint(site, reader, hashes):
    provider_reports.record("complained")
    suppression_decisions.suppress(site, hashes, Why.PRACTICE, by="Orla")
    assert not suppression_decisions.lift(site, hashes, Why.MISTAKE, by="Orla")
    assert state(reader) == ("suppressed", ["by-request"])


def test_mistake_lifts_what_the_practice_decided(site, reader, hashes):
    suppression_decisions.suppress(site, hashes, Why.PRACTICE, by="Orla")
    assert suppression_decisions.lift(site, hashes, Why.MISTAKE, by="Orla")
    assert state(reader) == ("unsubscribed", ["unsubscribed"])


def test_old_bounce_reported_again_does_not_affect_a_new_confirmation(client, site, bounced):
    Subscriber.objects.update(confirmed_at=timezone.now() - timedelta(days=90))
    visitors.ask(site)
    bounced.refresh_from_db()
    link = f"/newsletter/confirm/{tokens.confirm_token(bounced)}/"
    earlier = timezone.now() - timedelta(days=2)
    provider_reports.record("bounced", reject_reason="bounced", timestamp=earlier)
    owed = bounced.confirmation_due_at
    bounced.refresh_from_db()
    assert (bounced.confirmation_due_at, client.post(link).status_code) == (owed, 200)


def test_suppression_date_changes_only_with_its_reason(site, bounced, hashes):
    months_ago = timezone.now() - timedelta(days=100)
    Suppression.objects.update(created_at=months_ago)
    suppressions.stop(site, hashes, Suppression.Reason.BOUNCED)
    assert Suppression.objects.get().created_at == months_ago
    suppressions.complain(site, hashes)
    assert Suppression.objects.get().created_at > months_ago


def test_complaints_of_an_address_that_gets_no_mail_are_kept_once(site, reader, hashes):
    suppression_decisions.suppress(site, hashes, Why.ASKED, by="Orla")
    for _ in range(3):
        provider_reports.record("complained")
    assert ConsentEvent.objects.filter(kind="complained").count() == 1


def test_suppressed_reader_without_a_reason_is_sent_no_link(site, reader, practice, mailoutbox):
    reader.suppress()
    visitors.ask(site)
    confirmations.send_due(1)
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_practice_and_provider_decide_at_the_same_time(site, bounced, hashes, monkeypatch):
    both = threading.Barrier(2)
    errors = []

    def at_once(act):
        both.wait(10)
        try:
            act()
        except Exception as error:  # noqa: BLE001 -- one of them gets a deadlock
            errors.append(type(error).__name__)
        finally:
            connection.close()

    def lift():
        suppression_decisions.lift(site, hashes, Why.WORKS, by="Orla")

    for _ in range(20):
        suppressions.stop(site, hashes, Suppression.Reason.BOUNCED)
        ConsentEvent.objects.filter(kind="complained").delete()
        acts = [lift, lambda: suppressions.complain(site, hashes)]
        threads = [threading.Thread(target=at_once, args=[act]) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert errors == []
