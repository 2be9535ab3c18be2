"""The link in confirmation mails that says: never write to me again."""

import pytest

from tests.newsletter import provider_reports, rows, visitors
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber
from wagtail_therapy.newsletter.readers import confirmations, subscriptions

Status = Subscriber.Status

ASKED = (200, "Never email me again")
DONE = (200, "We won’t email you again")
INVALID = (404, "This link isn’t working")


def link(reader):
    return f"/newsletter/never-again/{tokens.never_again_token(reader)}/"


def seen(response):
    return response.status_code, visitors.heading(response)


def enter_again(site, times=5):
    """Let a stranger enter the address, and send what is owed for it."""
    for _ in range(times):
        visitors.ask(site)
        confirmations.send_due(9)


def test_never_again_asks_first(client, site):
    reader = rows.subscriber(site, ADDRESS, Status.PENDING)
    assert seen(client.get(link(reader))) == ASKED
    assert (provider_reports.status(reader), provider_reports.suppressions()) == (
        (Status.PENDING, 0),
        [],
    )


@pytest.mark.parametrize("state", Status.values)
def test_never_again_ends_all_mail(client, practice, mailoutbox, state):
    reader = rows.subscriber(practice.site, ADDRESS, state)
    assert seen(client.post(link(reader))) == DONE
    enter_again(practice.site)
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)
    assert provider_reports.suppressions() == [(reader.address_hash, "by-request")]
    assert mailoutbox == []


def test_never_again_holds_when_the_address_was_forgotten(client, practice, mailoutbox):
    reader = rows.subscriber(practice.site, ADDRESS, Status.PENDING)
    url = link(reader)
    reader.delete()
    assert seen(client.post(url)) == DONE
    enter_again(practice.site)
    assert mailoutbox == []


def test_never_again_holds_under_another_key(client, practice, mailoutbox, rotate_secret_key):
    reader = rows.subscriber(practice.site, ADDRESS, Status.PENDING)
    url = link(reader)
    reader.delete()
    rotate_secret_key()
    assert seen(client.post(url)) == DONE
    enter_again(practice.site)
    assert mailoutbox == []


def test_never_again_ends_the_confirmation_link(client, site):
    reader = rows.subscriber(site, ADDRESS, Status.UNSUBSCRIBED)
    confirm = f"/newsletter/confirm/{tokens.confirm_token(reader)}/"
    client.post(link(reader))
    assert seen(client.post(confirm)) == INVALID
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)


def test_never_again_is_unsubscribing_for_a_reader(client, site):
    reader = rows.subscriber(site, ADDRESS)
    for _ in range(2):
        client.post(link(reader))
    events = ConsentEvent.objects.order_by("pk").values_list("kind", "method")
    assert list(events) == [("unsubscribed", "link"), ("suppressed", "link")]


def test_never_again_answers_the_same_whatever_is_known(client, site):
    readers = {
        state: rows.subscriber(site, f"{state}@mail.example", state, language="en")
        for state in Status.values
    }
    urls = {state: link(reader) for state, reader in readers.items()}
    readers["pending"].delete()
    answers = [
        (visitors.answer(client.get(url)), visitors.answer(client.post(url)))
        for url in urls.values()
        for _ in range(2)
    ]
    assert answers == [answers[0]] * len(answers)


def test_never_again_outweighs_what_a_mail_server_says(client, site):
    reader = rows.subscriber(site, ADDRESS)
    subscriptions.suppressions.suppress(reader, "bounced")
    client.post(link(reader))
    subscriptions.suppressions.suppress(reader, "complained")
    assert provider_reports.suppressions() == [(reader.address_hash, "by-request")]


def test_never_again_takes_no_other_token(client, site):
    reader = rows.subscriber(site, ADDRESS)
    wrong = ["forged", tokens.confirm_token(reader), tokens.unsubscribe_token(reader)]
    answers = [seen(client.post(f"/newsletter/never-again/{token}/")) for token in wrong]
    assert (answers, provider_reports.suppressions()) == ([INVALID] * 3, [])
