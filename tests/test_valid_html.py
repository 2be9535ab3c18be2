"""Our pages are valid HTML."""

import pytest

from tests import nu_checker
from tests.full_bodies import beside, everything
from tests.pages import rows
from wagtail_therapy.pages.blocks import PageBodyBlock, PageSidebarBlock

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("snapshots"), *rows.MAKES_RENDITIONS]


def kinds(blocks):
    return {block["type"] for block in blocks}


def test_pages_under_test_have_every_block(site):
    image, author = rows.image(), rows.author()
    assert kinds(everything(image, author)) == set(PageBodyBlock().child_blocks)
    assert kinds(beside(author)) == set(PageSidebarBlock().child_blocks)


NEEDS_JAVA = pytest.mark.skipif(not nu_checker.runs(), reason="no Java on this machine")


BAD = '<!doctype html><html lang="en"><title>A</title><ul><p>B</p></ul></html>'


@pytest.fixture(scope="module")
def errors(public_page_snapshots, tmp_path_factory):
    pages = {name: snapshot.html for name, snapshot in public_page_snapshots.taken.items()}
    return nu_checker.errors({"bad": BAD, **pages}, tmp_path_factory.mktemp("nu"))


@NEEDS_JAVA
def test_nu_checker_finds_an_error(db, errors):
    [error] = [error for error in errors if error.startswith("bad: ")]
    assert error.startswith("bad: Element “p” not allowed as child of element “ul”")


@NEEDS_JAVA
def test_nu_checker_finds_no_error_on_any_page(db, errors):
    assert [error for error in errors if not error.startswith("bad: ")] == []
