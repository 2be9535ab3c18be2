"""Where the audits go: the pages that Lighthouse measures, and every page and state for axe."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

BLOG = "/field-notes/"
POST = f"{BLOG}what-is-psychodynamic-therapy/"
APPROACHES = "/approaches/"
COMPARE = (
    f"{APPROACHES}compare/?a=acceptance-and-commitment-therapy&a=cognitive-behavioural-therapy"
)
SUBSCRIBE = "/newsletter/subscribe/"

MEASURED = {
    "home": "/",
    "blog": BLOG,
    "post": POST,
    "approach": f"{APPROACHES}psychodynamic-therapy/",
    "compare": COMPARE,
    "author": "/who-we-are/orla-penhallow/",
    "subscribe": SUBSCRIBE,
}


def stay(page: Page) -> None:
    """Do nothing: the page is looked at as it comes."""


def send_nothing(page: Page) -> None:
    _send(page, "")


def send_no_address(page: Page) -> None:
    _send(page, "orla at willowmere")


def send_address(page: Page) -> None:
    _send(page, "a.reader@willowmere.example")


def open_everything(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


@dataclass(frozen=True)
class State:
    """One thing that a visitor can have before them."""

    name: str
    path: str
    # A second, so that what a form answers is a page like any other.
    act: Callable[[Page], None] = stay
    status: int = 200


STATES = [
    *(State(name, path) for name, path in MEASURED.items()),
    State("post, all opened", POST, open_everything),
    State("post with a content note", f"{BLOG}when-talking-makes-it-feel-worse/"),
    State("category", f"{BLOG}category/starting-therapy/"),
    State("search", f"{BLOG}search/?q=therapy"),
    State("search without a find", f"{BLOG}search/?q=zebra"),
    State("team", "/who-we-are/"),
    State("approaches", APPROACHES),
    State("approaches, filtered", f"{APPROACHES}?format=couple"),
    State("approaches, none left", f"{APPROACHES}?format=couple&structure=structured"),
    State("approach, all opened", f"{APPROACHES}psychodynamic-therapy/", open_everything),
    State("concern", f"{APPROACHES}concerns/depression/"),
    State("compare with a note", f"{COMPARE}&a=nothing-of-that-name"),
    State("compare, differences only", f"{COMPARE}&differences=1"),
    State("subscribe, nothing typed", SUBSCRIBE, send_nothing),
    State("subscribe, no address", SUBSCRIBE, send_no_address),
    State("subscribe, sent", SUBSCRIBE, send_address),
    State("a link that is not valid", "/newsletter/confirm/nothing/", status=404),
    State("not found", "/nothing-here/", status=404),
]


def _send(page: Page, address: str) -> None:
    # Forms that come back at once are asked for once more: people need longer.
    page.wait_for_timeout(2_100)
    form = page.locator("main form").first
    form.evaluate("form => { form.noValidate = true }")
    form.locator("input[type=email]").fill(address)
    form.locator("button").first.click()
    page.wait_for_load_state()
