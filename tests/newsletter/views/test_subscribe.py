"""The subscribe form: what is taken, what is asked once more, and what is refused."""

import pytest
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import Site

from tests.newsletter import visitors
from tests.newsletter.visitors import ADDRESS, CHECK_INBOX, SUBSCRIBE, alert, filled_in
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    ConsentText,
    NewsletterSettings,
    Subscriber,
)
from wagtail_therapy.newsletter.personal_data import consent_text

READ_AGAIN = (
    "This page had been open for a while. Please check your address and press “Subscribe” again."
)


def own_text(site):
    with translation.override("en"):
        return str(consent_text.of_site(site))


def requests():
    """Return what was asked for: address, state and wording."""
    events = ConsentEvent.objects.filter(kind="requested").order_by("pk")
    return list(events.values_list("subscriber__email", "subscriber__status", "consent_text__text"))


def test_subscribe_shows_a_form(client, site):
    response = client.get(SUBSCRIBE)

    assert (response.status_code, visitors.heading(response)) == (200, "New posts by email")
    assert sorted(visitors.form_on(response)) == ["email", "therapy_leave_empty", "token"]


def test_subscribe_notes_the_request_with_what_the_reader_saw(client, site):
    response = client.post(SUBSCRIBE, filled_in(site, " Reader@Mail.Example "))

    assert (response.status_code, visitors.heading(response)) == (200, CHECK_INBOX)
    assert requests() == [("Reader@mail.example", "pending", own_text(site))]


def test_subscribe_takes_the_form_that_it_shows(client, site, therapy):
    therapy(FORM_MIN_SECONDS=0)
    form = visitors.form_on(client.get(SUBSCRIBE))

    response = client.post(SUBSCRIBE, form | {"email": ADDRESS})

    assert visitors.heading(response) == CHECK_INBOX
    assert requests() == [(ADDRESS, "pending", own_text(site))]


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"referer": "https://else.example/"}])
def test_subscribe_needs_no_cookie_and_no_referrer(site, headers):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(SUBSCRIBE, filled_in(site), headers=headers)

    assert (visitors.heading(response), response.cookies.output()) == (CHECK_INBOX, "")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter your email address."),
        ("ada", "Enter an email address in full, like name@example.com"),
        (
            "ada@mail.example\nBcc: eve@mail.example",
            "Enter an email address in full, like name@example.com",
        ),
        ("ada\x00@mail.example", "Null characters are not allowed."),
        ("a" * 300 + "@mail.example", "This address is too long. Please check it."),
        (
            "ädä@mail.example",
            (
                "We can’t send to addresses with accents or symbols before the @. Please use "
                "another address."
            ),
        ),
        (
            "<script>alert(1)</script>@mail.example",
            "Enter an email address in full, like name@example.com",
        ),
    ],
)
def test_subscribe_says_what_is_wrong_and_keeps_what_was_typed(client, site, typed, message):
    response = client.post(SUBSCRIBE, filled_in(site, typed))

    page = visitors.parsed(response)
    field = page.select_one("input[name=email]")
    described_by = field["aria-describedby"].split()
    assert (response.status_code, alert(response)) == (200, message)
    assert page.title.get_text().strip().startswith("Error: New posts by email")
    # Browsers and parsers fold a line break in an attribute; the bytes are what counts.
    assert field.get("value", "").split() == typed.split()
    assert page.find(id=described_by[0]).get_text() == message
    assert page.select_one("[role=alert] a")["href"] == f"#{field['id']}"
    assert requests() == []


def test_subscribe_takes_no_notice_of_what_bots_fill_in(client, site):
    response = client.post(SUBSCRIBE, filled_in(site, therapy_leave_empty="https://buy.example"))

    assert Subscriber.objects.count() == 0
    # The answer is that of a success, so that bots don't learn to leave the field alone.
    assert visitors.answer(response) == visitors.answer(client.post(SUBSCRIBE, filled_in(site)))


@pytest.mark.usefixtures("stopped_clock")
def test_subscribe_asks_once_more_when_the_form_comes_back_too_fast(client, site):
    response = client.post(SUBSCRIBE, filled_in(site, age=0.5))

    assert alert(response) == "Nearly there: please press “Subscribe” once more."
    assert (visitors.typed_address(response), requests()) == (ADDRESS, [])

    # A visitor who then presses the button at once has waited long enough.
    again = client.post(SUBSCRIBE, visitors.form_on(response))
    assert visitors.heading(again) == CHECK_INBOX
    assert requests() == [(ADDRESS, "pending", own_text(site))]


def signed(site, **changes):
    token = {
        "site_id": site.pk,
        "language": "en",
        "consent_hash": ConsentText.hash_of(own_text(site), "en"),
        "rendered_at": timezone.now().timestamp() - 60,
    }
    return tokens.form_token(tokens.FormToken(**token | changes))


def test_subscribe_asks_once_more_for_any_token_that_is_not_of_this_form(client, site):
    other_site = Site.objects.create(hostname="other.example", root_page=site.root_page)
    eight_days_ago = timezone.now().timestamp() - 8 * 86_400
    wrong = {
        "none": "",
        "forged": "W10:c2ln",
        "of a confirm link": tokens.confirm_token(Subscriber(pk=1)),
        "of an unsubscribe link": tokens.unsubscribe_token(Subscriber()),
        "expired": signed(site, rendered_at=eight_days_ago),
        "of another site": signed(other_site),
        "of another text": signed(site, consent_hash=ConsentText.hash_of("Sell my data", "en")),
    }
    answers = {}
    for name, token in wrong.items():
        response = client.post(SUBSCRIBE, filled_in(site, token=token))
        answers[name] = (response.status_code, alert(response), visitors.typed_address(response))

    assert answers == dict.fromkeys(wrong, (200, READ_AGAIN, ADDRESS))
    assert requests() == []
    right = client.post(SUBSCRIBE, filled_in(site, token=signed(site)))
    assert visitors.heading(right) == CHECK_INBOX


def test_subscribe_takes_a_form_from_a_cached_page_with_an_older_text(client, site):
    settings = NewsletterSettings.objects.create(site=site, consent_text="The old wording.")
    old = filled_in(site)
    client.post(SUBSCRIBE, filled_in(site, "someone@mail.example"))
    settings.consent_text = "The new wording."
    settings.save()

    client.post(SUBSCRIBE, old)

    [_first, (address, status, text)] = requests()
    assert (address, status, text.partition(" You can")[0]) == (
        ADDRESS,
        "pending",
        "The old wording.",
    )


def test_subscribe_shows_a_consent_text_that_changed_before_the_form_was_sent(client, site):
    settings = NewsletterSettings.objects.create(site=site, consent_text="The old wording.")
    old = filled_in(site)
    settings.consent_text = "The new wording."
    settings.save()

    response = client.post(SUBSCRIBE, old)

    assert (alert(response), requests()) == (READ_AGAIN, [])
    assert "The new wording." in response.text


def test_subscribe_answers_in_the_language_of_the_form(client, site):
    with translation.override("de"):
        form = filled_in(site, "a" * 1001)

    response = client.post(SUBSCRIBE, form)

    # Django's own message, which is translated.
    assert alert(response).startswith("Bitte sicherstellen, dass der Wert aus höchstens 1000 ")


def test_subscribe_takes_no_other_methods(client, site):
    answers = {
        method: client.generic(method, SUBSCRIBE).status_code
        for method in ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
    }
    assert answers == {"HEAD": 200, "PUT": 405, "PATCH": 405, "DELETE": 405, "OPTIONS": 405}


def test_subscribe_is_not_found_where_no_site_answers(client, db):
    assert client.get(SUBSCRIBE).status_code == 404
