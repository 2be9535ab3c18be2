"""Our pages are accessible as far as a program can tell, and fit a small screen."""

import pytest

from tests.axe import Axe
from tests.pages import rows

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("snapshots"), *rows.MAKES_RENDITIONS]

WIDTHS = [390, 1280]
# The host's base template decides, and ours follows; axe takes a page without background for white.
LOOK = """scheme => {
    document.documentElement.style.colorScheme = scheme;
    document.body.style.background = "Canvas";
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""

# What readers have for names, addresses and compound words, in each of our texts at once.
LONG_WORDS = """() => {
    const texts = document.createTreeWalker(
        document.querySelector(".therapy"), NodeFilter.SHOW_TEXT,
        (node) => node.parentElement.closest("style, script, svg, option, sup")
            ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT
    );
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (text.data.trim()) text.data += " " + "enquiriesattheriverside".repeat(3).slice(0, 60);
    }
    document.querySelectorAll("details").forEach(one => one.open = true);
    document.documentElement.style.fontSize = "200%";
}"""


def found_on(axe):
    """Return what axe finds at two widths, on light and on dark."""
    for width in WIDTHS:
        axe.page.set_viewport_size({"width": width, "height": 900})
        axe.page.evaluate(LOOK, "light")
        yield from (f"{width}: {violation}" for violation in axe.violations())
        axe.page.evaluate(LOOK, "dark")
        yield from (f"{width} dark: {one}" for one in axe.low_contrasts())


def test_axe_finds_nothing_on_any_page(snapshots, chromium_page):
    found, axe = [], Axe(chromium_page)
    for name in snapshots.taken:
        snapshots.show(chromium_page, name)
        found += [f"{name}, {violation}" for violation in found_on(axe)]
    assert found == []


def test_pages_fit_the_smallest_screen(snapshots, chromium_page):
    """320 px: what WCAG 1.4.10 asks for, and a page of 1280 px at 400 %."""
    chromium_page.set_viewport_size({"width": 320, "height": 640})
    wider = {}
    for name in snapshots.taken:
        snapshots.show(chromium_page, name)
        wider[name] = chromium_page.evaluate(TOO_WIDE)
    assert wider == dict.fromkeys(wider, 0)


def test_pages_fit_the_smallest_screen_with_long_words_in_large_print(snapshots, chromium_page):
    chromium_page.set_viewport_size({"width": 320, "height": 640})
    wider = {}
    for name in snapshots.taken:
        snapshots.show(chromium_page, name)
        chromium_page.evaluate(LONG_WORDS)
        wider[name] = chromium_page.evaluate(TOO_WIDE)
    assert wider == dict.fromkeys(wider, 0)
