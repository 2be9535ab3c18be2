"""``make screenshots``: the pictures of README and docs, from the running example site."""

import io
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.pages import editing, moving, site, visits
from tests.browser import FLAGS, chromium_path

DOCS = Path(__file__).resolve().parents[2] / "docs"
FOLDER = DOCS / "images"
# Text stays sharp with few colours, and the repository stays small.
COLORS = 128
WIDTH = 1280


@dataclass(frozen=True)
class Picture:
    """One view of the site, as a file of docs/images."""

    name: str
    path: str
    scheme: str = "light"
    height: int = 900
    is_admin: bool = False
    # A stylesheet that the docs show, by its title.
    restyled_by: str = ""
    # What is done on the page before.
    act: Callable[[Page], None] = visits.stay


# Pages without the crisis card, which shows little else on the first screen.
POST = f"{visits.BLOG}cbt-or-act/"

PICTURES = [
    Picture("post", POST),
    Picture("blog-dark", visits.BLOG, scheme="dark"),
    Picture("approach", f"{visits.APPROACHES}acceptance-and-commitment-therapy/"),
    Picture("compare", visits.COMPARE, height=1100),
    Picture("restyled", POST, restyled_by="restyled.css"),
    Picture("dashboard", "/admin/", is_admin=True),
    Picture("readiness", "/admin/therapy/readiness/", is_admin=True),
    Picture("post-form", "/admin/", is_admin=True, act=editing.open_post),
    Picture("approach-form", "/admin/", is_admin=True, act=editing.open_claims),
    Picture("wordpress-options", "/admin/", height=1000, is_admin=True, act=moving.upload),
    Picture("wordpress-check", "/admin/", height=1000, is_admin=True, act=moving.check),
    Picture("wordpress-preview", "/admin/", is_admin=True, act=moving.look_at_a_post),
    # Last, because they change what other pages of the admin show.
    Picture("wordpress-done", "/admin/", height=1000, is_admin=True, act=moving.finish),
    Picture("publish", "/admin/", is_admin=True, act=editing.answer_yes),
    Picture("mailing", "/admin/", height=620, is_admin=True, act=editing.send_post),
]


def main(names: list[str]) -> int:
    """Take the pictures of these names, or all."""
    FOLDER.mkdir(exist_ok=True)
    with site.running() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for picture in PICTURES:
            if not names or picture.name in names:
                take(browser, url, picture)
        browser.close()
    return 0


def take(browser: Browser, url: str, picture: Picture) -> None:
    size = {"width": WIDTH, "height": picture.height}
    # The policy of the site would forbid a style that no file has.
    context = browser.new_context(viewport=size, color_scheme=picture.scheme, bypass_csp=True)
    page = context.new_page()
    if picture.is_admin:
        log_in(page, url)
    page.goto(url + picture.path, wait_until="networkidle")
    picture.act(page)
    if picture.restyled_by:
        page.add_style_tag(content=css_of_docs(picture.restyled_by))
    write(page.screenshot(animations="disabled"), FOLDER / f"{picture.name}.png")
    context.close()


def css_of_docs(title: str) -> str:
    """Return the stylesheet that a page of the docs shows under that title."""
    shown = re.compile(rf'^```css title="{re.escape(title)}"\n(.*?)^```', re.DOTALL | re.MULTILINE)
    found = (shown.search(path.read_text()) for path in DOCS.rglob("*.md"))
    return next(match[1] for match in found if match)


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
    sys.exit(main(sys.argv[1:]))
