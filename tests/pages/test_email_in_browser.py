"""Emails in Chromium: narrow and wide, light and dark, without pictures, with large text."""

import itertools

import pytest

from tests.axe import Axe
from tests.newsletter import rows as readers
from tests.newsletter.readers import import_rows
from tests.pages import rows, whole_emails
from tests.sites import add_site
from wagtail_therapy.newsletter.composing import emails_to_readers
from wagtail_therapy.newsletter.models import Subscriber

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

URL = "http://localhost/email"
WIDTHS = [320, 640]
# An email is an article in the page of an email program, which has landmarks of its own.
OF_PAGES = ("landmark-one-main:", "region:")
SCHEMES = ["light", "dark"]
# What a reader sets as the size of text, which email programs apply to what is written there.
TWICE_AS_LARGE = """() => {
    const sizes = [...document.body.querySelectorAll("*")].map(
        one => [one, parseFloat(getComputedStyle(one).fontSize)]
    );
    for (const [one, size] of sizes) one.style.fontSize = `${2 * size}px`;
}"""
FILTER = "one => getComputedStyle(one).filter"
WIDER_THAN_SCREEN = """() => document.documentElement.scrollWidth > innerWidth
    ? [...document.body.querySelectorAll("*")].filter(
        one => one.getBoundingClientRect().right > innerWidth
    ).map(one => one.outerHTML.slice(0, 90))
    : []"""
SMALL_TARGETS = """() => [...document.querySelectorAll(".button-link")].filter(
    one => one.getBoundingClientRect().height < 44
).map(one => one.textContent)"""


@pytest.fixture
def sent(db):
    """The emails of a site by name, as HTML."""
    site = add_site("localhost")
    whole_emails.add_practice(site)
    post = whole_emails.whole_post(site)
    reader = readers.subscriber(site, status="pending")
    found = {
        "post": whole_emails.email(post).html,
        "opening": whole_emails.email(post, whole_emails.WORDS | {"part": "opening"}).html,
    }
    for build in (emails_to_readers.confirmation, emails_to_readers.already_subscribed):
        found[build.__name__] = build(reader).alternatives[0][0]
    import_rows.done(site, import_rows.listed(("ada@mail.example", "active")), asks=True)
    invited = Subscriber.objects.get(email="ada@mail.example")
    return found | {"invitation": emails_to_readers.invitation(invited).alternatives[0][0]}


@pytest.fixture
def show(chromium_page, settings):
    """Return a function that shows an email, with its pictures or without them."""
    shown = {"html": "", "has_pictures": True}

    def answer(route):
        url = route.request.url
        if url == URL:
            return route.fulfill(content_type="text/html; charset=utf-8", body=shown["html"])
        if not shown["has_pictures"]:
            return route.abort()
        return route.fulfill(path=settings.MEDIA_ROOT / url.partition("/media/")[2])

    def show(html, width, scheme, has_pictures=True):
        shown.update(html=html, has_pictures=has_pictures)
        chromium_page.set_viewport_size({"width": width, "height": 844})
        chromium_page.emulate_media(color_scheme=scheme)
        chromium_page.goto(URL)
        return chromium_page

    chromium_page.route("http://localhost/**", answer)
    return show


def test_emails_are_accessible_and_no_wider_than_the_screen(sent, show, chromium_page):
    axe = Axe(chromium_page)
    views = itertools.product(sent, WIDTHS, SCHEMES, [True, False])
    found = {}
    for name, width, scheme, has_pictures in views:
        page = show(sent[name], width, scheme, has_pictures)
        faults = [one for one in axe.violations() if not one.startswith(OF_PAGES)]
        faults += page.evaluate(WIDER_THAN_SCREEN)
        faults += page.evaluate(SMALL_TARGETS)
        if faults:
            found[name, width, scheme, has_pictures] = faults
    assert found == {}


def test_emails_are_no_wider_than_the_screen_with_text_twice_as_large(sent, show):
    found = {}
    for name, width in itertools.product(sent, WIDTHS):
        page = show(sent[name], width, "light")
        page.evaluate(TWICE_AS_LARGE)
        if wide := page.evaluate(WIDER_THAN_SCREEN):
            found[name, width] = wide
    assert found == {}


def test_pictures_that_are_not_loaded_say_what_they_show(sent, show):
    page = show(sent["post"], 320, "light", has_pictures=False)
    described = page.locator("img:not([alt=''])").first
    assert (described.get_attribute("alt"), described.is_visible()) == ("Lead", True)


@pytest.mark.parametrize(("scheme", "filtered"), [("light", "none"), ("dark", "brightness(0.82)")])
def test_pictures_do_not_glare_in_the_dark(sent, show, scheme, filtered):
    page = show(sent["post"], 390, scheme)

    assert page.locator("img").first.evaluate(FILTER) == filtered


def test_footer_is_at_most_seven_tenths_of_a_phones_screen(sent, show):
    page = show(sent["post"], 390, "light")

    assert page.locator(".footer").bounding_box()["height"] <= 0.7 * 844
