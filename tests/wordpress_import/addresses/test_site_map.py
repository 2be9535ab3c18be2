"""What an address of the old site means."""

import pytest

from wagtail_therapy.wordpress_import.addresses.site_map import Place
from wagtail_therapy.wordpress_import.addresses.terms import nicename

from .old_sites import BASE, attachment, item, page, site_map

FORMS = [
    f"{BASE}/blog/心と体/",
    f"{BASE}/blog/心と体",
    f"{BASE}/blog/%E5%BF%83%E3%81%A8%E4%BD%93/",
    f"{BASE}/blog/%e5%bf%83%e3%81%a8%e4%bd%93/",
    "http://www.old.example/blog/心と体/",
    "https://old.example/blog/心と体/?utm_source=x#respond",
    "//www.old.example/blog/心と体/",
    "/blog/心と体/",
    " /blog/心と体/ ",
    "/?p=63",
    "/index.php?p=63&preview=true",
]


@pytest.mark.parametrize("address", FORMS)
def test_address_is_found_however_it_is_written(address):
    assert site_map().find(address) == Place("entry", 63)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/blog/transference/",
        "mailto:ada@old.example",
        "tel:+441632960000",
        "javascript:void(0)",
        "http://",
        "http://[",
        f"{BASE}/blog/never-existed/",
        f"{BASE}/?p=47",
        f"{BASE}/blog/79/",
        f"{BASE}/?p={'9' * 40}",
    ],
)
def test_address_of_nothing_is_not_found(address):
    assert site_map().find(address) is None


def test_site_map_distinguishes_lists_files_and_the_home_page():
    found = site_map()
    assert {one: found.find(one) for one in PLACES} == PLACES


PLACES = {
    "/": Place("home"),
    BASE: Place("home"),
    "/?utm_source=x": Place("home"),
    "/couch-one/": Place("attachment", 10),
    "/wp-content/uploads/2020/11/couch-1.jpg": Place("upload"),
    "/blog/category/relationships/couples-therapy/": Place("category", slug="couples-therapy"),
    "/?cat=6&feed=atom": Place("category", slug="couples-therapy", path="feed/atom/"),
    "/blog/tag/c-b-t/page/2/": Place("tag", slug="c-b-t"),
    "/?tag=c-b-t": Place("tag", slug="c-b-t"),
    "/blog/author/ada-bell/feed/": Place("author", slug="ada.bell", path="feed/"),
    "/?m=20201129": Place("blog", path="2020/11/"),
    "/?m=2020": Place("blog", path="2020/"),
    "/?s=two+words": Place("blog", path="search/", words="two words"),
    "/blog/transference/comment-page-2/#comment-5": Place("entry", 62),
}


def test_public_entry_has_an_address_that_a_hidden_one_shares():
    draft = item(1, "/blog/a-walk/", status="draft")
    found = site_map(draft, item(2, "/blog/a-walk/"))
    assert (found.paths_of(1), found.paths_of(2)) == (["/?p=1"], ["/blog/a-walk", "/?p=2"])


def test_permalink_comes_before_a_former_one_of_another_entry():
    moved = item(1, "/blog/a-stroll/", meta=(("_wp_old_slug", "a-walk"),))
    found = site_map(moved, item(2, "/blog/a-walk/"))
    assert found.paths_of(1) == ["/blog/a-stroll", "/?p=1"]
    assert found.find("/blog/a-walk/") == Place("entry", 2)


def test_repeated_id_keeps_the_addresses_of_both():
    found = site_map()
    found.add(item(58, "/blog/again/"), key=2**60)
    assert found.find("/blog/again/") == Place("entry", 2**60)
    assert found.find("/?p=58") == Place("entry", 58)


def test_site_may_be_known_later():
    whole, found = site_map(), type(site_map())()
    found.add(page(49, "/about-me/"))
    found.add(attachment(10, "/couch-one/", "couch-1.jpg"))
    found.site = whole.site
    assert found.paths_of(49) == ["/about-me", "/?p=49"]
    assert found.paths_of(1) == []


@pytest.mark.parametrize(
    ("name", "made"),
    {
        "ada.bell": "ada-bell",
        "Zoë Núñez-O’Brien": "zoe-nunez-obrien",
        "ada@mail.example": "adamail-example",
        "--": "",
    }.items(),
)
def test_name_in_addresses_is_as_wordpress_makes_it(name, made):
    assert nicename(name) == made
