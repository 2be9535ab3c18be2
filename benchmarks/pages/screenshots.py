"""``make screenshots``: the pictures of README and docs, from the running example site."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from benchmarks.pages import site, visits
from tests.browser import FLAGS, chromium_path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
# Text stays sharp with few colours, and the repository stays small.
COLORS = 128


@dataclass(frozen=True)
class Picture:
    """One view of the site, as a file of docs/images."""

    name: str
    path: str
    scheme: str = "light"
    width: int = 1280
    height: int = 900
    # What is scrolled to the top.
    anchor: str = ""
    is_admin: bool = False


PICTURES = [
    Picture("post", visits.POST),
    Picture("post-end", visits.POST, anchor=".therapy-post-authors"),
    Picture("blog-dark", visits.BLOG, scheme="dark"),
    Picture("blog-phone", visits.BLOG, width=390, height=844),
    Picture("approach", visits.MEASURED["approach"]),
    Picture("compare", visits.COMPARE, height=1100),
    Picture("compare-phone", visits.COMPARE, width=390, height=844),
    Picture("profile", visits.MEASURED["author"]),
    Picture("subscribe", visits.SUBSCRIBE, height=700),
    Picture("dashboard", "/admin/", is_admin=True),
    Picture("readiness", "/admin/therapy/readiness/", is_admin=True),
]


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with site.running() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for picture in PICTURES:
            take(browser, url, picture)
        browser.close()
    return 0


def take(browser: Browser, url: str, picture: Picture) -> None:
    size = {"width": picture.width, "height": picture.height}
    context = browser.new_context(viewport=size, color_scheme=picture.scheme)
    page = context.new_page()
    if picture.is_admin:
        log_in(page, url)
    page.goto(url + picture.path, wait_until="networkidle")
    if picture.anchor:
        page.locator(picture.anchor).first.evaluate("one => one.scrollIntoView()")
        page.wait_for_load_state("networkidle")
    write(page.screenshot(), FOLDER / f"{picture.name}.png")
    context.close()


def log_in(page, url: str) -> None:
    page.goto(f"{url}/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("editor-demo")
    page.get_by_role("button", name="Sign in").click()


def write(png: bytes, path: Path) -> None:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name:<24} {path.stat().st_size / 1000:>5.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
