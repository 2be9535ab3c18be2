"""The unsubscribe link: a page with a button for people, one POST for mail programs (RFC 8058)."""

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from tests.newsletter import rows, visitors
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Subscriber, Suppression

Status = Subscriber.Status

ASKED = (200, "Unsubscribe")
DONE = (200, "You’ve unsubscribed")
INVALID = (404, "This link isn’t working")

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
URLENCODED = ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
MULTIPART = (ONE_CLICK, MULTIPART_CONTENT)


@pytest.fixture
def reader(site):
    return rows.subscriber(site)


def link(subscriber):
    return f"/newsletter/unsubscribe/{tokens.unsubscribe_token(subscriber)}/"


def seen(response):
    return response.status_code, visitors.heading(response)


def left(reader):
    """Return what is recorded about a reader who left."""
    reader.refresh_from_db()
    events = [(event.kind, event.method) for event in reader.consent_events.order_by("pk")]
    suppressions = list(Suppression.objects.values_list("address_hash", "reason"))
    return reader.status, events, suppressions


def test_unsubscribe_asks_first(client, reader):
    assert seen(client.get(link(reader))) == ASKED
    assert left(reader) == (Status.ACTIVE, [], [])


def test_unsubscribe_takes_the_reader_off_the_list(client, reader):
    assert seen(client.post(link(reader))) == DONE
    assert left(reader) == (
        Status.UNSUBSCRIBED,
        [("unsubscribed", "link")],
        [(reader.address_hash, "unsubscribed")],
    )


@pytest.mark.parametrize(("body", "content_type"), [URLENCODED, MULTIPART])
def test_unsubscribe_in_one_click(reader, body, content_type):
    program = Client(enforce_csrf_checks=True)
    response = program.post(link(reader), body, content_type=content_type)

    assert (response.status_code, response.content) == (200, b"")
    assert (response["Content-Type"], response.cookies.output()) == ("text/plain", "")
    assert left(reader) == (
        Status.UNSUBSCRIBED,
        [("unsubscribed", "one-click")],
        [(reader.address_hash, "unsubscribed")],
    )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [URLENCODED, MULTIPART, ("", "text/plain"), ("{}", "application/json")],
)
def test_unsubscribe_again_answers_the_same(client, reader, body, content_type):
    first, second = (
        visitors.answer(client.post(link(reader), body, content_type=content_type))
        for _ in range(2)
    )
    assert first == second
    assert (left(reader)[0], len(left(reader)[1])) == (Status.UNSUBSCRIBED, 1)


@pytest.mark.parametrize("data", [{}, ONE_CLICK])
def test_unsubscribe_answers_the_same_when_the_reader_is_long_deleted(client, reader, data):
    url = link(reader)
    known = visitors.answer(client.post(url, data))
    reader.delete()
    assert visitors.answer(client.post(url, data)) == known
    assert visitors.answer(client.get(url))[0] == 200


@pytest.mark.parametrize("state", [Status.PENDING, Status.PAUSED])
def test_unsubscribe_works_for_each_status_that_may_be_emailed(client, site, state):
    reader = rows.subscriber(site, status=state)
    assert seen(client.post(link(reader))) == DONE
    assert left(reader)[0] == Status.UNSUBSCRIBED


def test_unsubscribe_keeps_a_bounce_a_bounce(client, site):
    reader = rows.subscriber(site)
    Suppression.objects.create(site=site, address_hash=reader.address_hash, reason="bounced")
    client.post(link(reader))
    assert left(reader)[2] == [(reader.address_hash, "bounced")]


def test_unsubscribe_needs_no_cookie_and_no_referrer(reader):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(link(reader), headers={"origin": "null"})
    assert (seen(response), response.cookies.output()) == (DONE, "")


def test_unsubscribe_refuses_every_other_token(client, reader):
    valid = tokens.unsubscribe_token(reader)
    wrong = ["forged", "1.0:abc", valid[:-1], valid + "a", tokens.confirm_token(reader)]
    answers = [seen(client.post(f"/newsletter/unsubscribe/{token}/")) for token in wrong]
    assert answers == [INVALID] * 5
    assert left(reader) == (Status.ACTIVE, [], [])


def test_unsubscribe_serves_a_mail_program_where_no_site_answers(client, reader):
    """A practice may have moved to another host name since; leaving must work all the same."""
    reader.site.hostname, reader.site.is_default_site = "old.example", False
    reader.site.save()
    response = client.post(link(reader), ONE_CLICK)
    assert (response.status_code, left(reader)[0]) == (200, Status.UNSUBSCRIBED)
