"""What the script of the video block does in a browser; YouTube itself is a stand-in."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.content.rendering import body

PAGE = "http://localhost/a-private-topic/"
FRAME = "https://www.youtube-nocookie.com/embed/Willowmere_?autoplay=1"
VIDEO = {"title": "A walk", "url": "https://youtu.be/Willowmere_"}
STRICT = "default-src 'self'"


SCRIPT = {
    "content_type": "text/javascript",
    "body": Path(finders.find("wagtail_therapy/media.js")).read_text(),
}


class Browser:
    def __init__(self, page, offsite):
        self.page = page
        self.offsite = offsite
        self.asked = []
        page.route("https://www.youtube-nocookie.com/**", self.answer_frame)

    def answer_frame(self, route):
        self.asked.append((route.request.url, route.request.headers.get("referer")))
        route.fulfill(content_type="text/html", body="<title>A player</title>")

    def open(self, policy, videos=1, page=None):
        page = page or self.page
        html = "<!doctype html><title>A</title>" + str(body(("video", VIDEO))) * videos
        document = {
            "content_type": "text/html",
            "headers": {"Content-Security-Policy": policy},
            "body": html,
        }
        page.route(PAGE, lambda route: route.fulfill(**document))
        page.route("**/media.js", lambda route: route.fulfill(**SCRIPT))
        page.goto(PAGE)
        return page

    def press_play(self, number=0):
        self.page.get_by_role("button", name="Play A walk").nth(number).click()


@pytest.fixture
def opened(chromium_window):
    return Browser(*chromium_window)


def allowing(host):
    return f"{STRICT}; frame-src {host}"


YOUTUBE = "https://www.youtube-nocookie.com"


def test_nothing_is_asked_of_the_host_before_the_click_and_no_page_named_after_it(opened):
    page = opened.open(allowing(YOUTUBE))
    page.wait_for_load_state("networkidle")
    before = list(opened.offsite)

    opened.press_play()
    frame = page.locator("iframe")
    frame.content_frame.locator("title").wait_for(state="attached")

    assert (before, opened.asked) == ([], [(FRAME, "http://localhost/")])
    assert {name: frame.get_attribute(name) for name in ("title", "referrerpolicy", "allow")} == {
        "title": "A walk",
        "referrerpolicy": "strict-origin",
        "allow": "autoplay; encrypted-media; fullscreen; picture-in-picture",
    }
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


def test_each_of_two_videos_is_played_once(opened):
    page = opened.open(allowing(YOUTUBE), videos=2)

    opened.press_play(1)

    assert (page.locator("iframe").count(), page.get_by_role("button").count()) == (1, 1)
    opened.press_play()
    assert (page.locator("iframe").count(), page.get_by_role("button").count()) == (2, 0)


def test_link_remains_where_the_sites_policy_forbids_frames(opened):
    page = opened.open(STRICT)

    opened.press_play()
    page.locator("iframe").wait_for(state="detached")

    assert (page.get_by_role("button").count(), opened.asked) == (0, [])
    assert page.evaluate("document.activeElement.href") == (
        "https://www.youtube.com/watch?v=Willowmere_"
    )


def test_link_is_all_there_is_without_scripts(opened):
    context = opened.page.context.browser.new_context(java_script_enabled=False)
    page = opened.open(STRICT, page=context.new_page())

    shown = [page.get_by_role(role).count() for role in ("button", "link")]

    assert (shown, opened.asked) == ([0, 1], [])
