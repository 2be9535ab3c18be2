"""How people are shown side by side with their photos, in a real browser."""

import pytest

from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

EDGES = """cards => cards.map(card => {
    const [portrait, text] = [...card.children].map(one => one.getBoundingClientRect());
    return [portrait.y === text.y, portrait.right < text.x, text.right <= innerWidth];
})"""


@pytest.mark.parametrize("width", [390, 700, 1280])
def test_text_of_an_author_card_is_beside_the_portrait(live_site, chromium_page, width):
    bio = "I help people notice the patterns that they keep meeting."
    for name in ("Dr Orla Penhallow", "Mateo Quill"):
        rows.author(name, photo=rows.image(name), job_title="Psychologist", short_bio=bio)
    team = rows.team(live_site)

    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto(team.full_url)

    assert chromium_page.eval_on_selector_all(".therapy-author-card", EDGES) == [[True] * 3] * 2
