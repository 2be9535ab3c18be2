"""The form for readers to ask for their link: it doesn't reveal who is on the list."""

import pytest
from django.test import Client

from tests.newsletter import visitors
from tests.newsletter.visitors import ADDRESS, MANAGE_LINK, link_form
from wagtail_therapy.newsletter.models import ReaderEmail

SENT = (200, "Check your email")
ASKED = (200, "Get your link")


def seen(response):
    return response.status_code, visitors.heading(response)


def test_link_is_asked_for_and_sent(client, reader, run_mail):
    assert seen(client.get(MANAGE_LINK)) == ASKED
    assert seen(client.post(MANAGE_LINK, link_form(reader.site, ADDRESS.upper()))) == SENT
    assert (run_mail(), run_mail()) == ([ADDRESS], [])


def test_stranger_gets_no_email(client, reader, run_mail):
    stranger = "stranger@mail.example"
    assert seen(client.post(MANAGE_LINK, link_form(reader.site, stranger))) == SENT
    assert (ReaderEmail.objects.count(), run_mail()) == (0, [])


def test_form_that_is_shown_works(client, reader):
    form = visitors.form_on(client.get(MANAGE_LINK))
    assert sorted(form) == ["email", "therapy_leave_empty", "token"]


def test_form_needs_no_cookie_and_no_referrer(reader):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(MANAGE_LINK, link_form(reader.site), headers={"origin": "null"})
    assert (seen(response), response.cookies.output()) == (SENT, "")


def test_programs_that_fill_in_every_field_are_answered_and_ignored(client, reader):
    response = client.post(MANAGE_LINK, link_form(reader.site, therapy_leave_empty="x"))
    assert (seen(response), ReaderEmail.objects.count()) == (SENT, 0)


@pytest.mark.parametrize(
    "changes",
    [{"token": "forged"}, {"token": ""}, {"age": 0}, {"age": 8 * 86_400}, {"email": "no address"}],
)
def test_form_is_shown_again_with_what_was_typed(client, reader, changes):
    sent = link_form(reader.site, **changes)
    response = client.post(MANAGE_LINK, sent)
    assert (seen(response), visitors.typed_address(response)) == (ASKED, sent["email"])
    assert (bool(visitors.alert(response)), ReaderEmail.objects.count()) == (True, 0)


def test_form_to_subscribe_is_another_one(client, reader):
    token = visitors.filled_in(reader.site)["token"]
    response = client.post(MANAGE_LINK, link_form(reader.site, token=token))
    assert (seen(response), ReaderEmail.objects.count()) == (ASKED, 0)
    token = link_form(reader.site)["token"]
    client.post(visitors.SUBSCRIBE, visitors.filled_in(reader.site, "x@mail.example", token=token))
    assert reader._meta.model.objects.count() == 1


def test_form_is_limited_as_sign_ups_are(client, reader, therapy):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=1)
    sent = [
        client.post(MANAGE_LINK, link_form(reader.site), REMOTE_ADDR="193.0.6.139").status_code
        for _ in range(2)
    ]
    assert sent == [200, 429]


@pytest.mark.parametrize("path", [visitors.SUBSCRIBE, "/newsletter/confirm/forged/"])
def test_pages_lead_to_the_form(client, site, path):
    links = [link["href"] for link in visitors.parsed(client.get(path)).select("main a[href]")]
    assert MANAGE_LINK in links
