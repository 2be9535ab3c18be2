"""WordPress' pages as pages of the host."""

import pytest

from tests.testapp.models import InfoPage
from tests.wordpress_import.blogs import add_blog, imported
from tests.wordpress_import.wxr.exports import item


def page(number, slug, parent=0, order=0):
    text = item(id=number, slug=slug, title=slug.title(), type="page")
    text = text.replace("post_parent>0", f"post_parent>{parent}")
    return text.replace("menu_order>0", f"menu_order>{order}")


@pytest.fixture
def blog(site):
    return add_blog(site)


def tree(site):
    pages = site.root_page.get_descendants().type(InfoPage).order_by("path")
    return [one.url_path.removeprefix(site.root_page.url_path) for one in pages]


def test_pages_have_their_tree_and_order(site, blog):
    # The child comes first, one's parent is missing, and two are below each other.
    pages = [
        page(1, "phobias", parent=2),
        page(2, "emdr", parent=3, order=2),
        page(3, "approaches"),
        page(4, "psychodynamic", parent=3, order=1),
        page(5, "orphan", parent=99),
        page(6, "one", parent=7),
        page(7, "two", parent=6),
    ]
    imported(blog, *pages, page_model="testapp.InfoPage")
    assert sorted(tree(site)) == sorted(
        [
            *("approaches/", "approaches/psychodynamic/", "approaches/emdr/"),
            *("approaches/emdr/phobias/", "orphan/", "one/", "two/"),
        ]
    )
    assert [one for one in tree(site) if one.startswith("approaches/") and one.count("/") == 2] == [
        "approaches/psychodynamic/",
        "approaches/emdr/",
    ]
    assert {one.live for one in InfoPage.objects.child_of(site.root_page)} == {True}


def test_pages_are_moved_once(site, blog):
    pages = [page(1, "child", parent=2), page(2, "parent")]
    imported(blog, *pages, page_model="testapp.InfoPage")
    InfoPage.objects.get(slug="child").move(site.root_page, pos="last-child")
    run = imported(blog, *pages, page_model="testapp.InfoPage")
    assert (sorted(tree(site)), run.counts["unchanged"]) == (["child/", "parent/"], 2)


def test_page_has_its_words(site, blog):
    above = site.root_page.add_child(instance=InfoPage(title="Above"))
    imported(blog, page(1, "about"), page_model="testapp.InfoPage", page_parent=above.pk)
    info = InfoPage.objects.get(slug="about")
    assert (info.title, [child.value.source for child in info.text]) == ("About", ["<p>Text</p>"])
    assert info.get_parent().pk == above.pk
