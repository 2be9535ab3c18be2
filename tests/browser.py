"""A headless Chromium that lists which other hosts a page asked for."""

import asyncio
import re
import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

# Debian's headless shell is the same engine without a desktop's window, for half the work.
NAMES = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHEET = re.compile(rb"/Type\s*/Page\b")
# A busy machine is no fault of a page.
PATIENCE_MS = 120_000


def chromium_path() -> str | None:
    """Return the system's Chromium; we never download one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def is_offsite(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"about", "blob", "data"} and parts.hostname not in {
        "127.0.0.1",
        "localhost",
    }


def sheets_of_paper(page, margin: str = "0") -> int:
    """Return how many sheets of A4 a page is on when it is printed with such margins."""
    margins = dict.fromkeys(("top", "right", "bottom", "left"), margin)
    return len(SHEET.findall(page.pdf(format="A4", margin=margins)))


def forget(context, page) -> None:
    """Close what is open in a context, and leave only files of the cache."""
    url = urlsplit(page.url)
    # A test may have failed before it opened anything.
    if url.netloc:
        origin = f"{url.scheme}://{url.netloc}"
        storage = {"origin": origin, "storageTypes": "local_storage,indexeddb"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", storage)
    context.clear_cookies()
    for one in context.pages:
        one.close()


class Chromium:
    """A browser for the whole run, which gives each test a window that knows of no other."""

    def __init__(self, browser):
        self.browser = browser
        self.kept = None
        self.loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)

    @contextmanager
    def window(self, keeps_files: bool = False):
        """Give a page, and a list to which every request to another host is added.

        Cookies, storage and whatever else was opened are gone afterwards. Scripts and styles may be
        kept for the next such window: those of Wagtail's admin take a second to load.
        """
        with self.running_loop():
            context = self._kept() if keeps_files else self.browser.new_context()
            page = context.new_page()
            page.set_default_timeout(PATIENCE_MS)
            offsite: list[str] = []
            page.on("request", lambda one: is_offsite(one.url) and offsite.append(one.url))
            yield page, offsite
            if keeps_files:
                forget(context, page)
            for other in {*self.browser.contexts} - {self.kept}:
                other.close()

    def _kept(self):
        self.kept = self.kept or self.browser.new_context()
        return self.kept

    @contextmanager
    def running_loop(self):
        """Let Playwright's event loop run in this thread.

        Between two browser tests it must not: Django refuses to work in its thread.
        """
        asyncio._set_running_loop(self.loop)
        try:
            yield
        finally:
            asyncio._set_running_loop(None)


@contextmanager
def chromium():
    """Give a Chromium, which takes two seconds to start."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        started = Chromium(browser)
        yield started
        with started.running_loop():
            browser.close()
        # Playwright waits for its driver in this loop, which ends then.
        asyncio._set_running_loop(started.loop)


def watch_policy(page) -> list[str]:
    """Return a list to which the browser adds what a page's content security policy forbids.

    For every page that is opened from now on.
    """
    violations: list[str] = []
    # Playwright hangs an attribute onto what it calls, which a method of a list does not take.
    page.expose_function("therapyViolation", lambda violation: violations.append(violation))  # noqa: PLW0108
    page.add_init_script(
        """document.addEventListener("securitypolicyviolation", event => therapyViolation(
            `${location.pathname}: ${event.violatedDirective} ${event.blockedURI}`
        ))"""
    )
    return violations
