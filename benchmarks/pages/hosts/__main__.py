"""``make hosts``: pictures of our pages in three foreign hosts, to be looked at by a person."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.pages import site, tools, visits
from benchmarks.pages.hosts import kinds
from tests.browser import FLAGS, chromium_path

FOLDER = Path(__file__).resolve().parents[2] / "results" / "hosts"
WIDTHS = [390, 1280]
SHOWN = ["blog", "post", "approach", "compare", "subscribe"]
PATHS = {name: visits.MEASURED[name] for name in SHOWN} | {"approaches": visits.APPROACHES}


def main(names: list[str]) -> int:
    """Take the pictures of the hosts with these names, or of all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        kinds.install()
    except tools.MissingToolError as problem:
        print(problem, file=sys.stderr)
        return 1
    with site.prepared() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for name in names or kinds.KINDS:
            show(browser, demo, name)
        browser.close()
    return 0


def show(browser: Browser, demo: Path, name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="therapy-host-") as folder:
        templates = kinds.KINDS[name](Path(folder))
        environment = {
            "DJANGO_SETTINGS_MODULE": "benchmarks.pages.hosts.settings",
            "HOST_TEMPLATES": str(templates),
            "HOST_STATIC": folder,
        }
        with site.served(demo, environment) as url:
            for width in WIDTHS:
                take_all(browser, url, name, width)


def take_all(browser: Browser, url: str, name: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for shown, path in PATHS.items():
        page.goto(url + path)
        visits.open_everything(page)
        page.evaluate("for (const image of document.images) image.loading = 'eager'")
        page.wait_for_load_state("networkidle")
        file = FOLDER / f"{name}-{shown}-{width}.png"
        page.screenshot(path=file, full_page=True)
        print(file, flush=True)
    context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
