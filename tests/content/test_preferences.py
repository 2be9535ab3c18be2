"""What visitors have set in their system: forced colours, less motion, a script from the right."""

import pytest

from tests.pages import rows
from tests.test_accessible import TOO_WIDE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("snapshots"), *rows.MAKES_RENDITIONS]

PAGES = ["post", "approaches", "whole approach", "comparison", "subscribe, mistyped"]
OPEN = "for (const one of document.querySelectorAll(`details`)) one.open = true"
# How what has the focus is outlined; null at the end of the page.
OUTLINE = """() => {
    const one = document.activeElement;
    if (!one.closest(".therapy")) return one === document.body ? null : ["theirs"];
    // Within a player the browser outlines its own controls.
    if (!one.matches(":focus-visible") && one.matches("audio, video")) return ["theirs"];
    const style = getComputedStyle(one);
    const isOutlined = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
    return isOutlined ? ["ours"] : ["ours, unseen", one.outerHTML.slice(0, 120)];
}"""
MOVING = """() => [...document.querySelectorAll(".therapy, .therapy *")].filter(one => {
    const style = getComputedStyle(one);
    const times = [style.transitionDuration, style.animationDuration].join();
    return style.scrollBehavior === "smooth" || times.split(",").some(time => parseFloat(time) > 0);
}).map(one => one.className)"""
# Whether the start of a line is further to the right than its end.
IS_MIRRORED = """() => {
    const [first, next] = [".therapy-with-sidebar > *:first-child", ".therapy-sidebar"].map(
        one => document.querySelector(one).getBoundingClientRect()
    );
    return first.left >= next.right;
}"""


def outlines(page):
    """Press Tab to the end of the page; return how each stop is outlined."""
    found = []
    for _stop in range(300):
        page.keyboard.press("Tab")
        outline = page.evaluate(OUTLINE)
        if outline is None:
            return found
        found.append(outline)
    raise AssertionError("Tab never comes to the end of the page.")


@pytest.mark.parametrize("forced_colors", ["active", "none"])
def test_focus_is_outlined(snapshots, chromium_page, forced_colors):
    chromium_page.emulate_media(forced_colors=forced_colors)
    found = {}
    for name in PAGES:
        snapshots.show(chromium_page, name)
        chromium_page.evaluate(OPEN)
        found[name] = outlines(chromium_page)
        assert found[name].count(["ours"]) > 3, name
    assert [one for stops in found.values() for one in stops if "unseen" in one[0]] == []


def test_nothing_moves_with_reduced_motion(snapshots, chromium_page):
    moving = {}
    for wish in ["reduce", "no-preference"]:
        chromium_page.emulate_media(reduced_motion=wish)
        moving[wish] = set()
        for name in PAGES:
            snapshots.show(chromium_page, name)
            moving[wish].update(chromium_page.evaluate(MOVING))
    moved = {"therapy-button", "therapy-button therapy-exit__button"}
    assert moving == {"reduce": set(), "no-preference": moved}


def test_pages_are_mirrored_for_a_script_from_the_right(snapshots, chromium_page):
    page = chromium_page
    wider = {}
    for name in snapshots.taken:
        snapshots.show(page, name)
        page.evaluate("document.documentElement.dir = 'rtl'")
        for width in [320, 1280]:
            page.set_viewport_size({"width": width, "height": 640})
            wider[name, width] = page.evaluate(TOO_WIDE)
    assert wider == dict.fromkeys(wider, 0)
    snapshots.show(page, "blog")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(IS_MIRRORED)
