"""The confirm link: GET asks, POST confirms, once."""

from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import Site

from tests.newsletter import rows, visitors
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber, Suppression
from wagtail_therapy.newsletter.readers import subscriptions, suppressions

Status = Subscriber.Status

ASKED = (200, "Confirm your subscription")
DONE = (200, "You’re subscribed")
INVALID = (404, "This link isn’t working")


@pytest.fixture
def pending(site):
    return rows.subscriber(site, status=Status.PENDING)


def link(subscriber):
    return f"/newsletter/confirm/{tokens.confirm_token(subscriber)}/"


def seen(response):
    return response.status_code, visitors.heading(response)


def status(subscriber):
    subscriber.refresh_from_db()
    return subscriber.status


def kinds(subscriber):
    return [event.kind for event in subscriber.consent_events.order_by("pk")]


def test_confirm_asks_first(client, pending):
    assert seen(client.get(link(pending))) == ASKED
    assert status(pending) == Status.PENDING


def test_confirm_puts_the_reader_on_the_list(client, pending):
    assert seen(client.post(link(pending))) == DONE
    assert (status(pending), kinds(pending)) == (Status.ACTIVE, ["confirmed"])


def test_confirm_records_the_text_that_was_agreed_to(client, site):
    client.post(visitors.SUBSCRIBE, visitors.filled_in(site))
    reader = Subscriber.objects.get()

    client.post(link(reader))

    [asked, confirmed] = ConsentEvent.objects.order_by("pk")
    assert (asked.kind, confirmed.kind) == ("requested", "confirmed")
    assert confirmed.consent_text == asked.consent_text
    assert confirmed.consent_text.text.startswith("We’ll email you new posts.")


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"referer": "https://else.example/"}])
def test_confirm_needs_no_cookie_and_no_referrer(pending, headers):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(link(pending), headers=headers)
    assert (seen(response), response.cookies.output()) == (DONE, "")


def test_confirm_twice_says_the_same_and_is_recorded_once(client, pending):
    used = link(pending)
    answers = [seen(client.post(used)), seen(client.post(used)), seen(client.get(used))]
    assert answers == [DONE, DONE, DONE]
    assert kinds(pending) == ["confirmed"]


def test_confirm_by_two_clicks_at_once_says_the_same(client, pending, monkeypatch):
    def lost_race(subscriber, version):
        # The other click is answered between our reading of the row and our writing.
        confirm(Subscriber.objects.get(pk=subscriber.pk), version)
        return confirm(subscriber, version)

    confirm = subscriptions.confirm
    monkeypatch.setattr(subscriptions, "confirm", lost_race)

    assert seen(client.post(link(pending))) == DONE
    assert kinds(pending) == ["confirmed"]


def test_confirm_works_with_every_mail_that_was_sent_before_it_was_used(client, site):
    client.post(visitors.SUBSCRIBE, visitors.filled_in(site))
    first = link(Subscriber.objects.get())
    client.post(visitors.SUBSCRIBE, visitors.filled_in(site))
    client.post(first)
    assert status(Subscriber.objects.get()) == Status.ACTIVE


def test_confirm_does_not_undo_leaving(client, pending):
    used = link(pending)
    client.post(used)
    pending.refresh_from_db()
    subscriptions.unsubscribe(pending, ConsentEvent.Method.LINK)

    assert [seen(client.get(used)), seen(client.post(used))] == [INVALID, INVALID]
    assert status(pending) == Status.UNSUBSCRIBED


def test_confirm_after_leaving_before_the_first_confirmation_does_nothing(client, pending):
    unused = link(pending)
    subscriptions.unsubscribe(pending, ConsentEvent.Method.LINK)
    assert seen(client.post(unused)) == INVALID
    assert status(pending) == Status.UNSUBSCRIBED


def test_confirm_lets_who_left_come_back(client, site):
    reader = rows.subscriber(site)
    subscriptions.unsubscribe(reader, ConsentEvent.Method.LINK)
    client.post(visitors.SUBSCRIBE, visitors.filled_in(site, reader.email))

    assert seen(client.post(link(reader))) == DONE
    reader.refresh_from_db()
    assert (reader.status, reader.is_mailable) == (Status.ACTIVE, True)
    assert kinds(reader) == ["unsubscribed", "requested", "confirmed"]


@pytest.mark.parametrize("reason", ["bounced", "unreachable"])
def test_confirm_lifts_a_bounce_and_keeps_that_for_the_proof(client, site, reason):
    reader = rows.subscriber(site)
    suppressions.stop(site, [reader.address_hash], reason)
    # From before the bounce, which ended it.
    assert seen(client.post(link(reader))) == INVALID
    client.post(visitors.SUBSCRIBE, visitors.filled_in(site, reader.email))

    reader.refresh_from_db()
    assert seen(client.get(link(reader))) == ASKED
    assert seen(client.post(link(reader))) == DONE
    reader.refresh_from_db()
    assert (reader.status, reader.is_mailable) == (Status.ACTIVE, True)
    assert kinds(reader) == ["requested", "lifted", "confirmed"]


@pytest.mark.parametrize("reason", ["complained", "by-request"])
def test_confirm_lifts_no_complaint_that_came_after_the_mail(client, site, reason):
    reader = rows.subscriber(site)
    suppressions.stop(site, [reader.address_hash], "bounced")
    reader.refresh_from_db()
    sent = link(reader)
    suppressions.stop(site, [reader.address_hash], reason)
    reader.refresh_from_db()
    assert [seen(client.post(one)) for one in (sent, link(reader))] == [INVALID] * 2
    assert (status(reader), reader.is_mailable) == (Status.SUPPRESSED, False)


@pytest.mark.parametrize("reason", ["complained", "by-request", "manual"])
def test_confirm_lifts_no_suppression_but_those_that_a_mail_disproves(client, site, reason):
    reader = rows.subscriber(site, status=Status.PENDING)
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    for place, why in ((site, reason), (other, "unsubscribed")):
        Suppression.objects.create(site=place, address_hash=reader.address_hash, reason=why)

    client.post(link(reader))

    left = set(Suppression.objects.values_list("site", "reason"))
    assert left == {(site.pk, reason), (other.pk, "unsubscribed")}
    assert reader.is_mailable is False


@pytest.mark.parametrize("state", [Status.SUPPRESSED, Status.PAUSED])
def test_confirm_claims_no_subscription_where_none_began(client, site, state):
    reader = rows.subscriber(site, status=state)
    assert seen(client.post(link(reader))) == INVALID
    assert (status(reader), kinds(reader)) == (state, [])


def test_confirm_refuses_every_other_token(client, pending, therapy):
    valid = tokens.confirm_token(pending)
    wrong = [
        "forged",
        "1.0:abc:def",
        valid[:-1],
        tokens.unsubscribe_token(pending),
        tokens.confirm_token(Subscriber(uuid=pending.uuid, token_version=1)),
        tokens.confirm_token(Subscriber()),
    ]
    answers = [seen(client.post(f"/newsletter/confirm/{token}/")) for token in wrong]
    therapy(PENDING_RETENTION=timedelta(seconds=-1))
    answers.append(seen(client.post(link(pending))))

    assert answers == [INVALID] * 7
    assert status(pending) == Status.PENDING
