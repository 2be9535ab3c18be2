"""The blog's list in a real browser."""

import pytest

from tests.pages import rows

pytestmark = pytest.mark.slow

CARDS = """() => [...document.querySelectorAll(".therapy-card")].map(one => {
    const title = one.querySelector(".therapy-card-title");
    const size = parseFloat(getComputedStyle(title).fontSize);
    return [Math.round(one.getBoundingClientRect().left), size];
})"""


@pytest.mark.parametrize(("width", "columns"), [(390, 1), (1280, 2)])
def test_cards_are_in_a_grid_below_the_larger_one_to_start_with(
    live_site, chromium_page, width, columns
):
    blog, orla = rows.blog(live_site), rows.author("Orla")
    posts = [rows.post(blog, orla, title=f"Post {number}") for number in range(5)]
    blog.pinned = [{"type": "post", "value": posts[0].pk}]
    blog.save()
    chromium_page.set_viewport_size({"width": width, "height": 844})
    chromium_page.goto(blog.full_url)
    (start, size), *others = chromium_page.evaluate(CARDS)

    assert len({left for left, _size in others}) == columns
    assert others[0][0] == start
    assert all(size > other for _left, other in others)
