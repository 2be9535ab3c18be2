"""What is asked of the database, and what isn't answered."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.pages import rows
from tests.testapp.models import JournalPage
from wagtail_therapy.blog.models import Category
from wagtail_therapy.wordpress_import.addresses import lookup
from wagtail_therapy.wordpress_import.models import OldSite

POST = "/notes/what-is-therapy/"


def test_page_that_is_found_costs_no_query(moved, client, settings):
    line = settings.MIDDLEWARE[-1]
    assert line.endswith("OldAddressMiddleware")
    with_it = queries(client, POST)
    settings.MIDDLEWARE = settings.MIDDLEWARE[:-1]
    assert queries(client, POST) == with_it


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


MOST_QUERIES = {
    "/unknown/": 4,
    "/blog/unknown/feed/": 10,
    "/wp-login.php": 4,
    "/blog/what-is-therapy/feed/": 8,
    "/wp-content/uploads/unknown.jpg": 5,
    "/blog/2020/11/": 12,
    "/blog/category/therapy/feed/": 12,
}


def test_missing_page_costs_few_queries(moved, django_assert_max_num_queries):
    for address, most in MOST_QUERIES.items():
        request = RequestFactory().get(address)
        with django_assert_max_num_queries(most):
            lookup.for_missing(request)


def test_missing_page_costs_two_queries_where_nothing_was_imported(site, django_assert_num_queries):
    request = RequestFactory().get("/unknown/")
    with django_assert_num_queries(2):
        assert lookup.for_missing(request) is None


def test_only_reading_is_redirected(moved, client):
    assert client.head("/feed/").status_code == 301
    assert client.post("/feed/").status_code == 404
    assert client.post("/?p=58").status_code != 301


def test_browsers_ask_again(moved, client):
    response = client.get("/?p=58")
    assert (response.status_code, response["Cache-Control"]) == (301, "no-cache")


@pytest.mark.parametrize("address", ["/?s=leaving", "/search/leaving/"])
def test_search_of_the_old_site_stays_private(moved, client, address):
    response = client.get(address)

    assert response.status_code == 301
    assert response["Location"].endswith("/search/?q=leaving")
    assert response["Cache-Control"] == "no-cache, private, no-store, max-age=0"
    assert response["Referrer-Policy"] == "no-referrer"


UNKNOWN = [
    "/blog/%D9%A2%D9%A0%D9%A2%D9%A0/",
    "/blog/1999/",
    "/blog/tag/c-b-t/%00/",
    "/blog/what-is-therapy%00/feed/",
    "/blog/9999/12/",
    "/blog/0000/",
    "/blog/category/unknown/",
    "/blog/tag/unknown/page/2/",
    "/" + "a/" * 500 + "feed/",
    "/search/",
    "/of-case-notes/",
    "/blog/79/",
    "/a.xml",
]
WITHOUT_MEANING = [
    *("p=0", "p=-1", "p=x", "p=43", f"p={'9' * 5000}"),
    *("tag=a%00b", "cat=99", "m=209", "feed=", "author=9"),
]


def test_unknown_address_leads_nowhere(moved, leads_to):
    assert {one: leads_to(one) for one in UNKNOWN} == dict.fromkeys(UNKNOWN, 404)


def test_page_is_shown_for_a_query_that_means_nothing(moved, leads_to):
    assert {leads_to(f"/?{one}") for one in WITHOUT_MEANING} == {200}
    assert leads_to(f"{POST}?p=58") == 200


def test_archive_without_public_posts_leads_nowhere(moved, leads_to):
    assert leads_to("/blog/tag/c-b-t/") == "/notes/tag/cbt/"
    moved.pages[58].unpublish()
    assert {leads_to(one) for one in ("/blog/tag/c-b-t/", "/?tag=c-b-t")} == {404, 200}


def test_archive_that_is_renamed_is_still_one_step_away(moved, leads_to):
    category = Category.objects.get(name="Couples")
    category.slug = "pairs"
    category.save()
    assert leads_to("/blog/category/couples-therapy/") == "/notes/category/pairs/"


def test_words_of_a_search_are_kept(moved, leads_to):
    assert leads_to("/?s=caf%C3%A9+%26+cake") == "/notes/search/?q=caf%C3%A9+%26+cake"


def test_site_map_leads_nowhere_without_one(moved, leads_to):
    assert leads_to("/wp-sitemap.xml") == 404


def test_blog_may_be_of_another_type(moved, leads_to):
    moved.blog = moved.site.root_page.add_child(instance=JournalPage(title="Journal"))
    moved.record()
    assert leads_to("/feed/") == "/journal/feed/"
    moved.blog = moved.site.root_page
    moved.record()
    assert leads_to("/feed/") == 404
    rows.blog(moved.site, "Feed")
    assert leads_to("/feed/") == 200


def test_second_old_site_has_its_addresses_as_well(moved, leads_to):
    OldSite.objects.create(site=moved.site, base_url="https://older.example")
    found = [leads_to(one) for one in ("/?p=58", "/?cat=6", "/feed/", "/?s=a")]
    category = "/notes/category/couples/"
    assert found == [POST, category, "/notes/feed/", "/notes/search/?q=a"]
