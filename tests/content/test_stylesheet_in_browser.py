"""How our pages are set, on the screen and on paper, in a real browser."""

import pytest

from tests.approaches.rows import approach
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

SHOWN = """names => names.filter(
    name => document.querySelector(`.therapy-${name}`)?.getBoundingClientRect().height > 0
)"""
# Of a long paragraph, whose last line hardly counts.
CHARACTERS_IN_A_LINE = """() => {
    const paragraph = document.querySelector(".therapy-body p");
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    const lines = new Set([...range.getClientRects()].map(one => one.y));
    return paragraph.textContent.length / lines.size;
}"""
ON_PAPER = ["header", "body", "references", "post-authors"]
ON_SCREEN_ONLY = ["sidebar", "contents", "share", "neighbours", "back", "subscribe"]


@pytest.fixture
def post(live_site):
    callout = {"title": "Welcome", "text": "<p>Sit down.</p>"}
    blog = rows.blog(live_site, sidebar=[{"type": "callout", "value": callout}])
    sections = [("heading", {"text": f"Part {number}", "level": "2"}) for number in range(3)]
    sections.append(("paragraph", f"<p>{'You sit down and say what comes to mind. ' * 80}</p>"))
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


def test_list_of_approaches_on_paper_has_nothing_to_press(live_site, chromium_page):
    index, grief = rows.approaches(live_site), rows.concern("Grief")
    for title in ("ABC", "DEF"):
        approach(index, title, grief, formats=["individual"])
    kept = ["found", "card"]
    pressed = ["filters", "chips", "compare-bar", "card-foot .therapy-tick"]
    chromium_page.goto(f"{index.full_url}?concern=grief")
    on_screen = chromium_page.evaluate(SHOWN, kept + pressed)
    chromium_page.emulate_media(media="print")
    printed = chromium_page.evaluate(SHOWN, kept + pressed)

    assert (on_screen, printed) == (kept + pressed, kept)


@pytest.mark.parametrize("width", [768, 1000, 1280, 1920])
def test_lines_are_neither_long_nor_short(post, chromium_page, width):
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto(post.full_url)

    assert 60 <= chromium_page.evaluate(CHARACTERS_IN_A_LINE) <= 75
