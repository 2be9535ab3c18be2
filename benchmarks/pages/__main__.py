"""``make pages``: one line for each page and state; exit with 1 when one falls short."""

import sys
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from benchmarks.pages import site, thresholds, tools
from benchmarks.pages.thresholds import Verdict
from benchmarks.pages.visits import MEASURED, STATES, State
from tests.browser import FLAGS, chromium_path

# Search engines must not show what a visitor compared or searched for.
UNLISTED = {"compare", "search", "search without a find"}
WIDTHS = [390, 1280]
SCHEMES = ["light", "dark"]


def main() -> int:
    try:
        chromium = chromium_path() or _none_found()
        tools.install()
    except tools.MissingToolError as problem:
        print(problem, file=sys.stderr)
        return 1
    with site.running() as url:
        missed = [one for one in audit(url, chromium) if one.shortcomings]
    print(f"{len(missed)} fall short" if missed else "All hold.")
    return 1 if missed else 0


def audit(url: str, chromium: str) -> Iterator[Verdict]:
    """Yield the verdicts, each printed as soon as it is there."""
    yield from measured(url, chromium)
    yield from looked_at(url, chromium)


def measured(url: str, chromium: str) -> Iterator[Verdict]:
    for name, path in MEASURED.items():
        # Not for the first time: Wagtail makes the sizes of an image when it is first asked.
        site.visit(url + path)
        skip = ["is-crawlable"] if name in UNLISTED else []
        yield printed(thresholds.of_lighthouse(name, tools.lighthouse(url + path, chromium, skip)))


def looked_at(url: str, chromium: str) -> Iterator[Verdict]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for state in STATES:
            yield printed(in_all_lights(browser, url, state))
        browser.close()


def in_all_lights(browser: Browser, url: str, state: State) -> Verdict:
    found: list[str] = []
    wrong: list[str] = []
    for width in WIDTHS:
        for scheme in SCHEMES:
            size = {"width": width, "height": 900}
            context = browser.new_context(viewport=size, color_scheme=scheme)
            page = context.new_page()
            status = page.goto(url + state.path).status
            state.act(page)
            wrong += elsewhere(state, status, page.locator("h1").first.inner_text())
            found += [f"{width} px, {scheme}: {one}" for one in tools.axe(page)]
            context.close()
    return thresholds.of_axe(state.name, found, wrong)


def elsewhere(state: State, status: int, heading: str) -> Iterator[str]:
    if status != state.status:
        yield f"answered {status}, not {state.status}"
    if state.heading not in ("", heading):
        yield f"is the page “{heading}”, not “{state.heading}”"


def printed(verdict: Verdict) -> Verdict:
    print("\n".join(verdict.lines), flush=True)
    return verdict


def _none_found():
    raise tools.MissingToolError("Chromium is needed, and was not found.")


if __name__ == "__main__":
    sys.exit(main())
