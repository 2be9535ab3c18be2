"""What looks as it did on an earlier page is left out, and nothing else."""

from urllib.parse import quote

import pytest

from tests.axe import Axe

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<main style="background: {background}"><h1>Heading</h1><p style="color: {color}">Words</p></main>"""


@pytest.fixture
def axe(chromium_page):
    return Axe(chromium_page)


def found(axe, color="black", background="white"):
    axe.page.goto(f"data:text/html,{quote(PAGE.format(color=color, background=background))}")
    return axe.violations()


def test_axe_finds_words_that_are_hard_to_read_and_says_so_once(axe):
    expected = ['color-contrast: <p style="color: #999">Words</p>']
    assert [found(axe), found(axe, "#999"), found(axe, "#999")] == [[], expected, []]


def test_axe_looks_again_at_words_on_another_surface(axe):
    assert [found(axe, "#888", "black"), len(found(axe, "#888", "white"))] == [[], 1]


def test_axe_finds_what_has_nothing_to_do_with_looks_on_each_page(axe):
    axe.page.goto("data:text/html,<html lang='en'><title>A</title><main><h1>A</h1><img>")
    assert [axe.violations(), axe.violations()] == [["image-alt: <img>"]] * 2
