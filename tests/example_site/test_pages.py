"""What a visitor's browser asks for on the example site, and whether its pages are well made."""

import re
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests import browser, nu_checker
from tests.axe import Axe
from tests.example_site.demo_process import log_in
from tests.processes import ROOT

pytestmark = pytest.mark.slow

BLOG = "/field-notes"
TABLE = ROOT / "docs/how-to/coming-from-wordpress.md"
LOAD_ALL = """() => Promise.all([...document.images].map(image => {
    image.loading = "eager";
    return image.complete || new Promise(done => image.onload = image.onerror = done);
}))"""
INLINE_SCRIPT = "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
FORMS = ["/newsletter/subscribe/"]
APPROACHES = "/approaches"
CHOSEN = [
    f"{APPROACHES}/?concern=depression&format=group",
    f"{APPROACHES}/?concern=self-harm&format=couple",
    f"{APPROACHES}/compare/?a=cognitive-behavioral-therapy&a=acceptance-and-commitment-therapy",
    f"{APPROACHES}/compare/?a=emdr&a=internal-family-systems&a=dbt-skills",
    f"{APPROACHES}/take-along/?a=emdr&a=cognitive-behavioral-therapy",
]


def addresses(demo):
    """Return every page in the sitemap, and those that the table in docs/ names beside them."""
    listed = re.findall(r"<loc>(.+?)</loc>", demo.get("/sitemap.xml"))
    named = re.findall(r"`(/[^` ]*)`", TABLE.read_text())
    feeds = ("feed/", "atom/", "json/", ".xml")
    paths = [*(urlsplit(url).path for url in listed), *named, *FORMS, *CHOSEN]
    return sorted({path for path in paths if not path.endswith(feeds)})


def test_example_site_is_accessible_and_loads_no_other_host(demo, chromium_page, tmp_path):
    """That nothing comes from elsewhere is what ``chromium_page`` asserts at its end."""
    pages, statuses, found, axe = {}, {}, [], Axe(chromium_page)
    forbidden = browser.watch_policy(chromium_page)
    for path in addresses(demo):
        response = chromium_page.goto(demo.url + path)
        pages[path], statuses[path] = response.text(), response.status
        # What is loaded late is asked for, too.
        chromium_page.evaluate(LOAD_ALL)
        found += [f"{path}: {violation}" for violation in axe.violations()]
    assert {path for path, status in statuses.items() if status != 200} == {"/nothing-here/"}
    assert f"{BLOG}/what-is-psychodynamic-therapy/" in pages
    assert 'aria-label="Crisis lines"' in pages["/nothing-here/"]
    assert f"{APPROACHES}/dbt-skills/" in pages
    assert f"{APPROACHES}/concerns/trauma-and-ptsd/" in pages
    assert pages[f"{APPROACHES}/history/"].count("Reason") == 3
    assert found == []
    assert forbidden == []
    if nu_checker.runs():
        assert nu_checker.errors(pages, tmp_path) == []


def test_example_site_has_the_feeds_that_the_table_names(demo):
    begins = [demo.get(f"{BLOG}/feed/{path}")[:5] for path in ["", "atom/", "json/"]]
    assert begins == ["<?xml", "<?xml", '{"ver']


def test_example_site_has_the_strictest_policy_for_visitors(demo):
    with urllib.request.urlopen(f"{demo.url}{BLOG}/") as answer:
        policy = answer.headers["Content-Security-Policy"].split("; ")
    assert "default-src 'self'" in policy
    assert "unsafe" not in str(policy)


def test_editor_has_the_page_beside_the_form(demo, chromium_page):
    """The preview is a frame with the headers of the page, which may forbid that."""
    log_in(chromium_page, demo)
    chromium_page.goto(f"{demo.url}/admin/pages/search/?q=psychodynamic")
    chromium_page.get_by_role("link", name="What is psychodynamic therapy?").click()
    chromium_page.get_by_role("button", name="Toggle preview").click()
    preview = chromium_page.frame_locator("#w-preview-iframe")
    preview.get_by_role("heading", name="What is psychodynamic therapy?").wait_for()


def test_policy_of_the_example_site_is_enforced(demo, chromium_page):
    """Else nothing would be found on any page because nothing was looked for."""
    forbidden = browser.watch_policy(chromium_page)
    chromium_page.goto(f"{demo.url}{BLOG}/")
    chromium_page.evaluate(INLINE_SCRIPT)
    chromium_page.wait_for_function("true")
    assert forbidden == [f"{BLOG}/: script-src-elem inline"]
