"""On a wide screen all pages begin at one edge, and lines of text are never too long."""

import pytest

from tests.newsletter.visitors import SUBSCRIBE
from tests.pages import rows

pytestmark = [pytest.mark.slow, *rows.MAKES_RENDITIONS]

EDGES = """() => {
    const title = document.querySelector(".therapy h1").getBoundingClientRect();
    const texts = [...document.querySelectorAll(".therapy :is(p, li, h1)")];
    // The cards in the list have more room.
    const names = ["notices", "practice", "crisis-link", "approaches"];
    const others = names.map(name => `.therapy-${name}`);
    const wide = texts.filter(one => !one.closest(others.join()) && one.offsetWidth > 700);
    return [title.x, wide.map(one => one.textContent.trim().slice(0, 20))];
}"""


def test_pages_begin_at_one_edge(live_site, chromium_page):
    orla = rows.author("Orla", short_bio="Patterns. " * 40, long_bio=f"<p>{'Words. ' * 200}</p>")
    team, index, blog = rows.team(live_site), rows.approaches(live_site), rows.blog(live_site)
    concern = rows.concern("Grief", description="Words. " * 200)
    approach = rows.approach(
        index, short_definition="Slow. " * 40, concerns=[rows.used_for(concern)]
    )
    post = rows.post(blog, orla, body=[("paragraph", f"<p>{'Words. ' * 200}</p>")])
    urls = [page.full_url for page in (team, index, blog, approach, post)]
    urls += [f"{team.full_url}orla/", f"{index.full_url}concerns/grief/"]
    chromium_page.set_viewport_size({"width": 1280, "height": 900})
    found = {}
    for url in [*urls, live_site.root_url + SUBSCRIBE]:
        chromium_page.goto(url)
        found[url] = chromium_page.evaluate(EDGES)

    assert len({edge for edge, _wide in found.values()}) == 1
    assert [wide for _edge, wide in found.values() if wide] == []
