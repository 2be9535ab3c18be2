"""How the page about an approach is laid out, in a real browser."""

import pytest

from tests.approaches.full_approach import FACTS as WHOLE
from tests.approaches.rows import long_approaches
from tests.browser import sheets_of_paper
from tests.pages import rows
from wagtail_therapy.content.text.headings import MIN_WORDS

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

PLACES = """() => {
    const [header, facts, claims] = ["header", "facts-list", "claims"].map(
        name => document.querySelector(`.therapy-${name}`).getBoundingClientRect()
    );
    return {
        isBeside: facts.x > header.right && facts.x > claims.right && facts.y < header.bottom,
        isBetween: facts.y >= header.bottom && facts.bottom <= claims.y,
        fits: document.documentElement.scrollWidth <= innerWidth,
    };
}"""


@pytest.fixture
def approach(live_site):
    return long_approaches(rows.approaches(live_site), "Approach")[0]


@pytest.mark.parametrize(("width", "is_beside"), [(390, False), (900, False), (1280, True)])
def test_facts_stand_beside_the_text_where_there_is_room(approach, chromium_page, width, is_beside):
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto(approach.full_url)

    assert chromium_page.evaluate(PLACES) == {
        "isBeside": is_beside,
        "isBetween": not is_beside,
        "fits": True,
    }


FACTS = {
    name: WHOLE[name]
    for name in ("sessions_min", "sessions_max", "open_ended", "length_note", "structure")
} | {"session_minutes_min": 50, "formats": ["individual", "group"], "delivery": ["in_person"]}
POINTS = [
    {"type": "key_points", "value": {"points": [f"<p>Point {number}.</p>" for number in range(5)]}},
    *(
        {"type": name, "value": {"text": "<p>" + "word " * MIN_WORDS + "</p>"}}
        for name in ("how_it_works", "risks_and_limits", "if_it_does_not_help", "history")
    ),
]
SCREENS = """selector =>
    Math.ceil(document.querySelector(selector).getBoundingClientRect().top / innerHeight * 10) / 10
"""
BREAKS = """() => ["box", "list"].map(
    name => getComputedStyle(document.querySelector(`.therapy-facts-${name}`)).breakInside
)"""
IS_SEEN = "one => one.checkVisibility({contentVisibilityAuto: true}) && one.offsetHeight > 0"


@pytest.fixture
def long_approach(live_site, chromium_page):
    """Return a page about an approach with everything, as a phone shows it."""
    approach = rows.approach(
        rows.approaches(live_site),
        "Acceptance and commitment therapy",
        short_definition="Words, words. " * 14,
        abbreviation="ACT",
        not_to_be_confused_with="<p>Acting, which has the same letters, and more words.</p>",
        authors=[rows.author("Orla")],
        offered_here=True,
        concerns=[rows.used_for(rows.concern(f"Concern {number}")) for number in range(5)],
        body=POINTS,
        **FACTS,
    )
    chromium_page.set_viewport_size({"width": 390, "height": 844})
    chromium_page.goto(approach.full_url)
    return chromium_page


def test_text_begins_within_one_and_a_half_screens_of_a_phone(long_approach):
    # A name, and a menu in a second line, as on the example site.
    long_approach.add_style_tag(content="body > header { block-size: 195px }")

    parts = [".therapy-key-points", ".therapy-offer", ".therapy-facts-list", ".therapy-collapsible"]
    places = [long_approach.evaluate(SCREENS, one) for one in [*parts, "#s-how-it-works ~ div"]]
    assert places == sorted(places)
    assert places[-1] <= 1.5


def seen(page):
    """Return which parts of what folds a reader sees."""
    return {
        name: page.locator(selector).last.evaluate(IS_SEEN)
        for name, selector in {
            "button": ".therapy-facts-box summary",
            "facts": ".therapy-collapsible dt",
            "contents": ".therapy-contents a",
            "heading of contents": ".therapy-contents-title",
        }.items()
    }


def test_most_facts_and_the_contents_fold_on_a_phone_only(long_approach):
    nothing = {"facts": False, "contents": False, "heading of contents": False}
    assert seen(long_approach) == {"button": True} | nothing

    for summary in long_approach.locator(".therapy-collapsible > summary").all():
        assert summary.bounding_box()["height"] >= 44
        summary.click()
    assert seen(long_approach) == {
        "button": True,
        "facts": True,
        "contents": True,
        "heading of contents": False,
    }

    long_approach.reload()
    long_approach.set_viewport_size({"width": 1280, "height": 844})
    everything = {"facts": True, "contents": True, "heading of contents": True}
    assert seen(long_approach) == {"button": False} | everything


def test_each_list_of_facts_is_on_one_sheet_of_paper_but_all_need_not_be(long_approach):
    long_approach.emulate_media(media="print")

    assert long_approach.evaluate(BREAKS) == ["auto", "avoid"]


def test_link_to_subscribe_is_not_on_paper(long_approach):
    link = long_approach.locator(".therapy-by-email")
    on_screen = link.is_visible()

    long_approach.emulate_media(media="print")

    assert (on_screen, link.is_visible()) == (True, False)


def test_nothing_is_folded_on_paper(long_approach):
    long_approach.emulate_media(media="print")

    shown = seen(long_approach)
    assert (shown["button"], shown["facts"]) == (False, True)
    # It has 2,500 words.
    assert sheets_of_paper(long_approach) <= 5


def test_contents_go_with_the_reader_of_a_wide_screen(long_approach):
    long_approach.set_viewport_size({"width": 1280, "height": 844})
    long_approach.evaluate("document.querySelector('#s-history').scrollIntoView()")

    assert long_approach.locator(".therapy-contents").bounding_box()["y"] >= 0
