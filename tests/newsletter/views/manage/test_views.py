"""The pages on which readers look after their own subscription."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.newsletter import rows, visitors
from tests.newsletter.views.manage.pages import (
    INVALID,
    LEFT,
    LINKS,
    NEW,
    PAGE,
    acts,
    chosen,
    in_days,
    link,
    new_link,
    own_link,
    seen,
    status,
)
from tests.newsletter.visitors import ADDRESS
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.newsletter import signals, tokens
from wagtail_therapy.newsletter.models import (
    ReaderEmail,
    Subscriber,
)


def test_link_in_every_email_shows_no_address_and_offers_nothing_that_needs_it(client, reader):
    response = client.get(link(reader))
    assert (seen(response), chosen(response)) == (PAGE, "instant")
    assert acts(response) == ["frequency", "pause", "link", "unsubscribe"]
    assert ADDRESS not in response.content.decode()


def test_fresh_link_offers_everything(client, reader):
    response = client.get(own_link(reader))
    assert seen(response) == PAGE
    assert acts(response) == [
        *("frequency", "pause", "new-address", "download", "erase", "unsubscribe")
    ]
    assert ADDRESS in response.content.decode()


@pytest.mark.parametrize("url", LINKS)
def test_page_needs_no_cookie_and_no_referrer(reader, url):
    strict = Client(enforce_csrf_checks=True)
    data = {"act": "frequency", "frequency": "weekly"}
    response = strict.post(url(reader), data, headers={"origin": "null"})
    assert (seen(response), response.cookies.output()) == (PAGE, "")
    assert (status(response), chosen(response)) == ("Saved.", "weekly")


@pytest.mark.parametrize("url", LINKS)
@pytest.mark.parametrize("method", ["get", "head", "post", "put"])
def test_scanner_that_tries_a_link_changes_nothing(client, reader, url, method):
    before = visitors.everything()
    getattr(client, method)(url(reader))
    assert visitors.everything() == before


@pytest.mark.parametrize("act", ["new-address", "download", "erase", "nonsense", ""])
def test_link_in_every_email_does_nothing_that_needs_a_fresh_one(client, reader, act):
    before = visitors.everything()
    data = {"act": act, "new_email": NEW, "is_sure": "on"}
    response = client.post(link(reader), data)
    assert (seen(response), status(response)) == (PAGE, None)
    assert (visitors.everything(), ADDRESS in response.content.decode()) == (before, False)


@pytest.mark.parametrize("url", LINKS)
@pytest.mark.parametrize(
    "data",
    [{"act": "frequency"}, {"act": "frequency", "frequency": "hourly"}],
)
def test_frequency_that_there_is_not_is_refused(client, reader, url, data):
    response = client.post(url(reader), data)
    assert (response.status_code, status(response)) == (200, "Choose how often you want emails.")
    assert Subscriber.objects.get().is_frequency_chosen is False


@pytest.mark.parametrize("url", LINKS)
def test_pause_and_its_end(client, reader, url):
    until = in_days(9)
    response = client.post(url(reader), {"act": "pause", "until": str(until)})
    assert status(response).startswith("You’ll get no emails until ")
    assert "resume" in acts(response)
    reader.refresh_from_db()
    assert (reader.status, reader.paused_until) == ("paused", local_dates.start_of_day(until))

    response = client.post(url(reader), {"act": "resume"})
    assert status(response) == "Your emails begin again with the next post."
    assert "resume" not in acts(response)


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("", "Enter the day on which you want emails again."),
        ("soon", "Enter a day, such as 2027-03-28."),
        ("0000-00-00", "Enter a day, such as 2027-03-28."),
        ("9999-12-31", "Enter a day within a year, by "),
        ("1999-12-31", "Enter a day after today."),
        ("today", "Enter a day after today."),
    ],
)
def test_day_that_cannot_be_is_refused_and_stays_in_its_field(client, reader, until, message):
    until = str(in_days(0)) if until == "today" else until
    response = client.post(link(reader), {"act": "pause", "until": until})
    assert status(response).startswith(message)
    field = visitors.parsed(response).select_one("input[name=until]")
    assert (field.get("value", ""), field["aria-invalid"]) == (until, "true")
    assert Subscriber.objects.get().status == "active"


@pytest.mark.parametrize("url", LINKS)
def test_leaving(client, reader, url):
    heard = []

    def left(subscriber, **kwargs):
        heard.append(subscriber.pk)

    signals.subscriber_unsubscribed.connect(left)
    first = client.post(url(reader), {"act": "unsubscribe"})
    second = client.post(url(reader), {"act": "unsubscribe"})
    signals.subscriber_unsubscribed.disconnect(left)
    assert (seen(first), seen(second), heard) == (LEFT, INVALID, [reader.pk])


def test_link_goes_to_the_reader_and_not_to_the_holder_of_an_email(client, reader, mailoutbox):
    response = client.post(link(reader), {"act": "link"})
    assert status(response).startswith("An email with a link is on its way")
    assert (ReaderEmail.objects.get().kind, ReaderEmail.objects.get().subscriber) == (
        "link",
        reader,
    )


def test_two_tabs_show_what_is_true_now(client, reader):
    url = link(reader)
    first, second = {"frequency": "weekly"}, {"frequency": "monthly"}
    assert chosen(client.post(url, first | {"act": "frequency"})) == "weekly"
    assert chosen(client.post(url, second | {"act": "frequency"})) == "monthly"
    response = client.post(url, {"act": "pause", "until": str(in_days(3))})
    assert (chosen(response), "resume" in acts(response)) == ("monthly", True)
    client.post(url, {"act": "unsubscribe"})
    assert seen(client.post(url, first | {"act": "frequency"})) == INVALID
    assert Subscriber.objects.get().frequency == "monthly"


def test_links_that_do_not_work_all_answer_the_same(client, reader, site, time_machine):
    forged = [f"/newsletter/{name}/forged/" for name in ("manage", "manage-all", "new-address")]
    crossed = [
        f"/newsletter/manage/{tokens.manage_token(reader)}/",
        f"/newsletter/manage-all/{tokens.unsubscribe_token(reader)}/",
        f"/newsletter/manage-all/{tokens.confirm_token(reader)}/",
        f"/newsletter/new-address/{tokens.manage_token(reader)}/",
        new_link(reader),
    ]
    readers = [
        rows.subscriber(site, f"{state}@mail.example", state)
        for state in ("pending", "unsubscribed", "suppressed")
    ]
    ended = [url(one) for one in readers for url in (*LINKS, new_link)]
    erased = rows.subscriber(site, "erased@mail.example")
    ended += [url(erased) for url in (*LINKS, new_link)]
    erased.delete()
    time_machine.move_to(timezone.now() - timedelta(minutes=61))
    old = own_link(reader)
    time_machine.shift(timedelta(minutes=61))

    answers = {
        visitors.answer(getattr(client, method)(url))[0::3]
        for url in (*forged, *crossed, *ended, old)
        for method in ("get", "post")
    }
    [(status_code, content)] = answers
    assert (status_code, ADDRESS.encode() in content) == (404, False)


def test_fresh_link_works_for_an_hour(client, reader, time_machine):
    time_machine.move_to("2026-03-01 08:00 +0000")
    url = own_link(reader)
    time_machine.move_to("2026-03-01 08:59 +0000")
    assert seen(client.get(url)) == PAGE
    time_machine.move_to("2026-03-01 09:01 +0000")
    assert seen(client.get(url)) == INVALID
