"""A headless Chromium that tells which other hosts a page asked for."""

import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """Return the system's Chromium; we never download one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def is_offsite(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in {"about", "blob", "data"} and parts.hostname not in {
        "127.0.0.1",
        "localhost",
    }


@contextmanager
def chromium():
    """Give a page and a list, to which every request to another host is added."""
    from playwright.sync_api import sync_playwright

    offsite: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: is_offsite(request.url) and offsite.append(request.url))
        yield page, offsite
        browser.close()


def watch_policy(page) -> list[str]:
    """Return a list to which the browser adds what a page's content security policy forbids.

    For every page that is opened from now on.
    """
    violations: list[str] = []
    # Playwright hangs an attribute onto what it calls, which a method of a list does not take.
    page.expose_function("therapyViolation", lambda said: violations.append(said))  # noqa: PLW0108
    page.add_init_script(
        """document.addEventListener("securitypolicyviolation", event => therapyViolation(
            `${location.pathname}: ${event.violatedDirective} ${event.blockedURI}`
        ))"""
    )
    return violations
