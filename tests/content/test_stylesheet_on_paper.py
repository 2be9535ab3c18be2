"""What of a post is printed, in a real browser."""

import pytest

from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

SHOWN = """names => names.filter(
    name => document.querySelector(`.therapy-${name}`)?.getBoundingClientRect().height > 0
)"""
ON_PAPER = ["header", "body", "references", "post-authors"]
ON_SCREEN_ONLY = ["sidebar", "contents", "share", "neighbours", "back", "subscribe"]


@pytest.fixture
def post(live_site):
    callout = {"title": "Welcome", "text": "<p>Sit down.</p>"}
    blog = rows.blog(live_site, sidebar=[{"type": "callout", "value": callout}])
    sections = [("heading", {"text": f"Part {number}", "level": "2"}) for number in range(3)]
    sections.append(("paragraph", "<p>Long.</p>" * 600))
    reference = {"key": "smith", "title": "On sitting", "year": "2020"}
    orla = rows.author("Orla", short_bio="I listen.")
    posts = [
        rows.post(
            blog,
            orla,
            title=f"On sitting, part {number}",
            body=[{"type": kind, "value": value} for kind, value in sections],
            references=[{"type": "reference", "value": reference}],
        )
        for number in range(2)
    ]
    return posts[0]


def test_post_on_paper_is_what_is_read(post, chromium_page):
    chromium_page.goto(post.full_url)
    on_screen = chromium_page.evaluate(SHOWN, ON_PAPER + ON_SCREEN_ONLY)
    chromium_page.emulate_media(media="print")
    printed = chromium_page.evaluate(SHOWN, ON_PAPER + ON_SCREEN_ONLY)

    assert (on_screen, printed) == (ON_PAPER + ON_SCREEN_ONLY, ON_PAPER)
