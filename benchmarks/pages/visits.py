"""Where the audits go: the pages that Lighthouse measures, and every page and state for axe."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

BLOG = "/field-notes/"
POST = f"{BLOG}what-is-psychodynamic-therapy/"
APPROACHES = "/approaches/"
CONCERN = f"{APPROACHES}concerns/depression/"
SEARCH = f"{BLOG}search/"
COMPARE = f"{APPROACHES}compare/?a=acceptance-and-commitment-therapy&a=cognitive-behavioral-therapy"
SUBSCRIBE = "/newsletter/subscribe/"
NEWCOMER = "a.reader@willowmere.example"
# One of the example site's first readers.
READER = "ada.fenwick@example.com"
MAIL_SECONDS = 30

MEASURED = {
    "home": "/",
    "blog": BLOG,
    "post": POST,
    "approach": f"{APPROACHES}psychodynamic-therapy/",
    "concern": CONCERN,
    "compare": COMPARE,
    "search": f"{SEARCH}?q=therapy",
    "search without a find": f"{SEARCH}?q=zebra",
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
    _send(page, NEWCOMER)


def ask_to_confirm(page: Page) -> None:
    _send(page, NEWCOMER)
    _follow_mail(page, "Please confirm", "/newsletter/")


def confirm(page: Page) -> None:
    ask_to_confirm(page)
    _press(page)


def ask_to_leave(page: Page) -> None:
    _send(page, READER)
    _follow_mail(page, "Your subscription", "/u/")


def leave(page: Page) -> None:
    ask_to_leave(page)
    _press(page)


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
    # The title on the page when what was done could have led to another one.
    heading: str = ""


STATES = [
    *(State(name, path) for name, path in MEASURED.items()),
    State("post, all opened", POST, open_everything),
    State("post with a content note", f"{BLOG}when-talking-makes-it-feel-worse/"),
    State("category", f"{BLOG}category/starting-therapy/"),
    State("team", "/who-we-are/"),
    State("approaches", APPROACHES),
    State("approaches, filtered", f"{APPROACHES}?format=couple"),
    State("approaches, none left", f"{APPROACHES}?format=couple&structure=structured"),
    State("approach, all opened", f"{APPROACHES}psychodynamic-therapy/", open_everything),
    State("history, all opened", f"{APPROACHES}history/", open_everything),
    State("take along", f"{APPROACHES}take-along/?a=emdr"),
    State("compare with a note", f"{COMPARE}&a=nothing-of-that-name"),
    State("subscribe, nothing typed", SUBSCRIBE, send_nothing),
    State("subscribe, no address", SUBSCRIBE, send_no_address),
    State("subscribe, sent", SUBSCRIBE, send_address, heading="Check your email"),
    State("confirm", SUBSCRIBE, ask_to_confirm, heading="Confirm your subscription"),
    State("confirmed", SUBSCRIBE, confirm, heading="You’re subscribed"),
    State("unsubscribe", SUBSCRIBE, ask_to_leave, heading="Unsubscribe"),
    State("unsubscribed", SUBSCRIBE, leave, heading="You’ve unsubscribed"),
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


def _follow_mail(page: Page, subject: str, prefix: str) -> None:
    """Open the last email with this subject in the mailbox of the example site, and its link."""
    page.get_by_role("link", name="Mailbox").click()
    mails = page.get_by_role("rowheader").get_by_role("link").filter(has_text=subject)
    for _ in range(MAIL_SECONDS):
        if mails.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    mails.first.click()
    link = page.locator(f".mailbox-text a[href*='{prefix}']").first
    page.goto(link.get_attribute("href"))


def _press(page: Page) -> None:
    # A reader who has confirmed sees that, and is not asked again.
    for button in page.locator("main form button").all():
        button.click()
        page.wait_for_load_state()
