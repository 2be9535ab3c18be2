"""How the page about an approach is laid out, in a real browser."""

import pytest

from tests.approaches.rows import long_approaches
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

PLACES = """() => {
    const [header, facts, claims] = ["header", "facts-box", "claims"].map(
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
