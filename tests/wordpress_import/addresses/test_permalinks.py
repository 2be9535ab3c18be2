"""What links of posts tell about the other addresses of a site."""

import pytest

from .old_sites import BASE, THERAPY, item, site_map

# Each structure that WordPress offers, and some that people write.
STRUCTURES = {
    "/blog/a-walk/": "/blog",
    "/a-walk/": "",
    "/2020/11/29/a-walk/": "",
    "/2020/11/a-walk/": "",
    "/archives/7": "/archives",
    "/therapy/a-walk/": "",
    "/index.php/2020/11/29/a-walk/": "/index.php",
    "/ada-bell/a-walk/": "",
    "/notes/a-walk.html": "/notes",
    "/?p=7": "",
}


@pytest.mark.parametrize(("path", "front"), STRUCTURES.items())
def test_front_is_what_posts_have_in_common(path, front):
    found = site_map(item(7, path, slug="a-walk", terms=(THERAPY,), author="ada.bell"))
    assert found.permalinks.front == front


@pytest.mark.parametrize("path", STRUCTURES)
def test_post_is_found_by_each_of_its_addresses(path):
    found = site_map(item(7, path, slug="a-walk", meta=(("_wp_old_slug", "old-walk"),)))
    old = path.replace("a-walk", "old-walk")
    for one in (path, "/?p=7", "/?page_id=7", "/index.php?p=7", old):
        assert found.find(BASE + one).key == 7, one


def test_front_is_that_of_most_posts():
    odd = item(9, "/news/odd/")
    found = site_map(item(7, "/blog/one/"), item(8, "/blog/two/"), odd)
    assert found.permalinks.front == "/blog"
    assert site_map().permalinks.to_json() == {"root": "", "front": "/blog"}


def test_site_in_a_folder_has_its_addresses_there():
    base = f"{BASE}/wp"
    found = site_map(item(7, "/wp/blog/a-walk/"), base=base)
    assert found.permalinks.to_json() == {"root": "/wp", "front": "/wp/blog"}
    assert found.paths_of(7) == ["/wp/blog/a-walk", "/wp/?p=7"]
    assert found.find(f"{base}/?cat=6").slug == "couples-therapy"
    assert found.find(f"{base}/feed/").path == "feed/"
    assert found.find(f"{base}/search/two+words").words == "two words"
    assert found.find(f"{BASE}/blog/a-walk/") is None


@pytest.mark.parametrize(
    ("path", "below"),
    {
        "/blog/2020/11/29": "2020/11/",
        "/blog/date/2020": "2020/",
        "/blog/2020/page/3": "2020/",
        "/blog/2020/13": None,
        "/blog/٢٠٢٠": None,
        "/blog/20": None,
        "/blog/2020/11/29/30": None,
        "/feed/rss2": "feed/",
        "/blog/page/4": "",
        "/comments/feed": "feed/",
        "/blog/7": None,
        "/amp": None,
        "/elsewhere/page/2": None,
    }.items(),
)
def test_lists_are_below_our_blog(path, below):
    assert site_map().permalinks.path_below_blog(path) == below
