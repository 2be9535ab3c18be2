"""How our pages are set, on the screen and on paper, in a real browser."""

import pytest

from tests.approaches.full_approach import full_approach
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
BREAKS_AFTER = """names => names.map(
    name => getComputedStyle(document.querySelector(`.therapy-${name} dt`)).breakAfter
)"""
COLUMNS_OF_CONTENTS = """() => new Set(
    [...document.querySelectorAll(".therapy-contents > ol > li")].map(
        entry => Math.round(entry.getBoundingClientRect().x)
    )
).size"""
ON_PAPER = ["header", "body", "references", "post-authors"]
ON_SCREEN_ONLY = ["sidebar", "contents", "share", "neighbours", "back-link", "subscribe"]


def body(parts):
    headings = [("heading", {"text": f"Part {number}", "level": "2"}) for number in range(parts)]
    text = ("paragraph", f"<p>{'You sit down and say what comes to mind. ' * 80}</p>")
    return [{"type": kind, "value": value} for kind, value in [*headings, text]]


@pytest.fixture
def post(live_site):
    callout = {"title": "Welcome", "text": "<p>Sit down.</p>"}
    blog = rows.blog(live_site, sidebar=[{"type": "callout", "value": callout}])
    reference = {"key": "smith", "title": "On sitting", "year": "2020"}
    orla = rows.author("Orla", short_bio="I listen.")
    posts = [
        rows.post(
            blog,
            orla,
            title=f"On sitting, part {number}",
            body=body(3),
            references=[{"type": "reference", "value": reference}],
        )
        for number in range(2)
    ]
    return posts[0]


@pytest.fixture
def long_approach(live_site):
    index, orla = rows.approaches(live_site), rows.author("Orla")
    reference = {"key": "one", "title": "On sitting", "year": "2020", "kind": "meta_analysis"}
    references = [{"type": "reference", "value": reference}]
    return full_approach(index, approach(index, "ABC"), orla, "Whole", references)


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
    kept = ["matches", "card"]
    pressed = ["filters", "chips", "compare-bar", "card-footer .therapy-checkbox"]
    chromium_page.goto(f"{index.full_url}?concern=grief")
    on_screen = chromium_page.evaluate(SHOWN, kept + pressed)
    chromium_page.emulate_media(media="print")
    printed = chromium_page.evaluate(SHOWN, kept + pressed)

    assert (on_screen, printed) == (kept + pressed, kept)


def test_terms_on_paper_stay_with_what_they_mean(long_approach, chromium_page):
    chromium_page.goto(long_approach.full_url)
    chromium_page.emulate_media(media="print")

    # Chromium would move the facts, rows of a grid, to the next sheet all at once.
    assert chromium_page.evaluate(BREAKS_AFTER, ["terms", "facts-list"]) == ["avoid", "auto"]


# On a wide screen they are beside the text: tests/blog/test_posts_in_browser.py.
@pytest.mark.parametrize(
    ("width", "parts", "columns"), [(390, 9, 1), (768, 9, 2), (768, 8, 1), (1280, 9, 1)]
)
def test_long_contents_stand_in_columns_where_there_is_room(
    live_site, chromium_page, width, parts, columns
):
    post = rows.post(rows.blog(live_site), rows.author("Orla"), body=body(parts))
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto(post.full_url)

    assert chromium_page.evaluate(COLUMNS_OF_CONTENTS) == columns


@pytest.mark.parametrize("width", [768, 1000, 1280, 1920])
def test_lines_are_neither_long_nor_short(post, chromium_page, width):
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto(post.full_url)

    assert 60 <= chromium_page.evaluate(CHARACTERS_IN_A_LINE) <= 75
