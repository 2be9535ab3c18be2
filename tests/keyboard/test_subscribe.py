"""From the form to a confirmed subscription, with a mistake; and unsubscribing from an email."""

import pytest

from tests.newsletter import rows
from tests.newsletter.visitors import SUBSCRIBE
from tests.pages.rows import MAKES_RENDITIONS
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Subscriber

pytestmark = [pytest.mark.slow, *MAKES_RENDITIONS]

ADDRESS = "a.reader@mail.example"
CONSENT = (
    "We’ll email you new posts. You can leave at any time with the link in every email. We don’t "
    "track what you open or click."
)
SKIP, HOME = ("link", "Skip to the content"), ("link", "Willowmere")
HELP = ("link", "If you need help now")
HELP_HEADING = (2, "If you need help now")
CRISIS = [
    ("link", "Call 999"),
    ("link", "Call 111"),
    ("link", "Call 116 123"),
    ("link", "Text SHOUT to 85258"),
    ("link", "Visit findahelpline.com"),
    ("DisclosureTriangle", "Lines for abuse and young people"),
]
LANDMARKS = [
    ("banner", ""),
    ("navigation", "Main"),
    ("main", ""),
    ("contentinfo", ""),
    ("region", "Crisis lines"),
]


def test_subscribing_with_a_mistake(practice_site, keyboard_user):
    keyboard_user.open(practice_site.root_url + SUBSCRIBE)
    assert (keyboard_user.landmarks(), keyboard_user.headings()) == (
        LANDMARKS,
        [(1, "New posts by email"), HELP_HEADING],
    )
    assert keyboard_user.walk_to("Subscribe") == [
        *(SKIP, HOME, HELP),
        ("textbox", "Email address"),
        ("DisclosureTriangle", "What we store, and for how long"),
        ("button", "Subscribe"),
    ]

    keyboard_user.follow()
    assert (keyboard_user.title(), keyboard_user.announced()) == (
        "Error: New posts by email – Willowmere",
        ["Enter your email address."],
    )
    error = ("link", "Enter your email address.")
    assert keyboard_user.walk_to("Enter your email address.") == [SKIP, HOME, HELP, error]
    assert keyboard_user.press("Enter") == ("textbox", "Email address")
    assert keyboard_user.description() == f"Enter your email address. {CONSENT}"
    keyboard_user.keyboard.type(ADDRESS)
    keyboard_user.follow()
    assert keyboard_user.headings() == [(1, "Check your email"), HELP_HEADING]
    again, home = ("link", "enter your address again"), ("link", "Go to the home page")
    assert keyboard_user.walk_to(home[1]) == [SKIP, HOME, HELP, again, home]
    assert (reader().email, reader().status) == (ADDRESS, Subscriber.Status.PENDING)


def test_confirming(practice_site, keyboard_user):
    token = tokens.confirm_token(rows.subscriber(practice_site, status="pending"))
    keyboard_user.open(f"{practice_site.root_url}/newsletter/confirm/{token}/")
    assert keyboard_user.headings() == [(1, "Confirm your subscription"), HELP_HEADING]
    assert keyboard_user.walk_to("Confirm my subscription") == [
        SKIP,
        HOME,
        HELP,
        ("button", "Confirm my subscription"),
    ]
    keyboard_user.follow()
    assert (keyboard_user.title(), keyboard_user.headings()) == (
        "You’re subscribed – Willowmere",
        [(1, "You’re subscribed"), HELP_HEADING],
    )
    assert reader().status == Subscriber.Status.ACTIVE


def test_unsubscribing_on_the_page_that_a_mail_leads_to(practice_site, keyboard_user):
    token = tokens.unsubscribe_token(rows.subscriber(practice_site))
    keyboard_user.open(f"{practice_site.root_url}/newsletter/unsubscribe/{token}/")
    assert keyboard_user.headings() == [(1, "Unsubscribe"), HELP_HEADING]
    assert keyboard_user.walk_to("Unsubscribe") == [SKIP, HOME, HELP, ("button", "Unsubscribe")]
    keyboard_user.keyboard.press("Space")
    keyboard_user.page.wait_for_selector("text=You’ve unsubscribed")

    assert (keyboard_user.title(), keyboard_user.headings()) == (
        "You’ve unsubscribed – Willowmere",
        [(1, "You’ve unsubscribed"), HELP_HEADING],
    )
    assert reader().status == Subscriber.Status.UNSUBSCRIBED
    again = ("link", "Subscribe again")
    assert keyboard_user.walk_to(again[1]) == [SKIP, HOME, HELP, again]
    keyboard_user.follow()
    assert keyboard_user.headings() == [(1, "New posts by email"), HELP_HEADING]


def reader():
    return Subscriber.objects.get()
