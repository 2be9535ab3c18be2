"""What of our pages depends on our stylesheet, where it is not there: a host may have lost it."""

import re

import pytest

from tests.full_bodies import beside, everything
from tests.newsletter import visitors
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

# What says that it is hidden, and is not; icons that are larger than a letter.
NOT_HIDDEN = """() => [...document.querySelectorAll(".therapy [hidden]")].filter(
    one => one.checkVisibility() && !one.matches(".therapy-form__trap")
).map(one => one.outerHTML.slice(0, 80))"""
LARGE = """() => [...document.querySelectorAll(".therapy svg")].filter(
    one => one.getBoundingClientRect().width > 24
).length"""
TRAP = """() => {
    const trap = document.querySelector(".therapy-form__trap");
    return [trap.getBoundingClientRect().width, trap.querySelector("input").checkVisibility()];
}"""
STYLED, UNSTYLED = re.compile(r"\.js$"), re.compile(r"\.js$|therapy\.css$")


@pytest.fixture
def post(live_site):
    image, orla = rows.image(), rows.author("Orla")
    blog = rows.blog(live_site, sidebar=beside(orla))
    return rows.post(blog, orla, body=everything(image, orla))


def leave_out(page, files):
    page.route(files, lambda route: route.fulfill(body=""))


@pytest.mark.parametrize("left_out", [STYLED, UNSTYLED])
def test_what_waits_for_a_script_is_hidden_until_then(post, chromium_page, left_out):
    leave_out(chromium_page, left_out)
    chromium_page.goto(post.full_url)

    assert chromium_page.locator(".therapy [hidden]").count() > 1
    assert chromium_page.evaluate(NOT_HIDDEN) == []


@pytest.mark.parametrize("left_out", [STYLED, UNSTYLED])
def test_icons_are_as_large_as_letters(post, chromium_page, left_out):
    leave_out(chromium_page, left_out)
    chromium_page.goto(post.full_url)

    assert chromium_page.locator(".therapy svg").count() > 0
    assert chromium_page.evaluate(LARGE) == 0


# With the stylesheet it has a size, which programs take for a field that people see.
@pytest.mark.parametrize(("left_out", "seen"), [(STYLED, [1, True]), (UNSTYLED, [0, False])])
def test_honeypot_field_is_hidden(live_site, chromium_page, left_out, seen):
    leave_out(chromium_page, left_out)
    chromium_page.goto(live_site.root_url + visitors.SUBSCRIBE)

    assert chromium_page.evaluate(TRAP) == seen
    labels = [one.text_content() for one in chromium_page.get_by_role("textbox").all()]
    assert labels == [""]
