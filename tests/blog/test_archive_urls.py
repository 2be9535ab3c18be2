"""Sitemap, cached paths and redirects of a blog."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sites.requests import RequestSite
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Locale, PageViewRestriction

from tests.pages import rows
from wagtail_therapy.pages.models import BlogPostPage

FEEDS = ("feed/", "feed/atom/", "feed/json/")
OLD, NEW = datetime(2024, 5, 1, tzinfo=UTC), datetime(2026, 1, 31, tzinfo=UTC)


@pytest.fixture
def blog(site):
    return rows.blog(site, last_published_at=OLD)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


def changed(post, moment):
    BlogPostPage.objects.filter(pk=post.pk).update(
        first_published_at=moment, last_published_at=moment
    )


def listed(blog):
    return [
        (url["location"].removeprefix("http://testserver/notes/"), url["lastmod"])
        for url in blog.get_sitemap_urls(RequestFactory().get("/"))
    ]


def in_sitemap():
    request = RequestFactory().get("/")
    return [url["location"] for url in Sitemap(request).get_urls(site=RequestSite(request))]


def with_feeds(path):
    return [path, *(path + feed for feed in FEEDS)]


def test_sitemap_names_archives_with_posts(blog, orla):
    grief = rows.category("Grief")
    loss = rows.category("Loss", parent=grief)
    rows.category("Empty")
    rows.author("Silent")
    changed(rows.post(blog, orla, categories=[grief], tags=["first session"]), OLD)
    changed(rows.post(blog, orla, categories=[loss]), NEW)
    rows.post(blog, rows.author("Draft"), live=False, tags=["draft"])

    assert listed(blog) == [
        ("", OLD),
        ("category/grief/", NEW),
        ("category/loss/", NEW),
        ("tag/first-session/", OLD),
        ("author/orla/", NEW),
    ]


def add_posts(blog, numbers):
    for number in numbers:
        author = rows.author(f"Author {number}")
        category = rows.category(f"Category {number}")
        rows.post(blog, author, categories=[category], tags=[f"tag {number}"])


def test_sitemap_of_a_blog_takes_as_many_queries_for_twelve_posts(blog, django_assert_num_queries):
    add_posts(blog, range(2))
    # Content types and roots of sites are read once.
    listed(blog)
    with CaptureQueriesContext(connection) as few:
        listed(blog)
    add_posts(blog, range(2, 12))
    listed(blog)

    with django_assert_num_queries(len(few)):
        assert len(listed(blog)) == 37


def test_sitemap_says_nothing_of_a_private_blog(blog, orla):
    post = rows.post(blog, orla, tags=["tag"])
    PageViewRestriction.objects.create(page=blog, restriction_type="login")

    assert blog.get_sitemap_urls(RequestFactory().get("/")) == []
    assert blog.url + post.slug not in in_sitemap()


def test_sitemap_says_nothing_of_a_private_post_and_what_lists_only_it(blog, orla):
    post = rows.post(blog, orla, tags=["tag"])
    PageViewRestriction.objects.create(page=post, restriction_type="login")

    assert in_sitemap() == ["http://testserver/", "http://testserver/notes/"]


def test_sitemap_says_nothing_of_a_post_from_the_future(blog, orla):
    post = rows.post(blog, orla, tags=["tag"])
    assert post.full_url in in_sitemap()
    changed(post, timezone.now() + timedelta(days=1))

    assert in_sitemap() == ["http://testserver/", "http://testserver/notes/"]


def test_all_that_the_sitemap_names_is_there(blog, orla, client):
    category = rows.category("Ängste & Grübeln")
    rows.post(blog, orla, rows.author("Zoë Ølgård"), categories=[category], tags=["Für Paare"])
    german = Locale.objects.create(language_code="de")
    foreign = rows.author("Anna", locale=german)
    rows.post(blog, foreign, categories=[rows.category("Trauer", locale=german)])

    addresses = [address.removeprefix("http://testserver") for address in in_sitemap()]

    assert len(addresses) == 10
    assert {client.get(address).status_code for address in addresses} == {200}


def test_cached_paths_are_those_of_lists_and_feeds(blog, orla):
    changed(rows.post(blog, orla, categories=[rows.category("Grief")], tags=["tag"]), NEW)
    lists = ["/", "/category/grief/", "/tag/tag/", "/author/orla/"]

    paths = blog.get_cached_paths()

    assert paths == [*(path for one in lists for path in with_feeds(one)), "/2026/", "/2026/01/"]
    assert blog.get_route_paths() == paths


def test_archives_and_feeds_are_found_after_the_blog_has_moved(
    blog, orla, client, django_capture_on_commit_callbacks
):
    changed(rows.post(blog, orla, title="Post"), NEW)
    blog.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        blog.slug = "journal"
        rows.publish(blog)

    moved = {redirect.old_path: redirect.link for redirect in Redirect.objects.all()}
    assert moved == {
        "/notes": "/journal/",
        **{f"/notes/{feed[:-1]}": f"/journal/{feed}" for feed in FEEDS},
        "/notes/author/orla": "/journal/author/orla/",
        **{
            f"/notes/author/orla/{feed}".rstrip("/"): f"/journal/author/orla/{feed}"
            for feed in FEEDS
        },
        "/notes/2026": "/journal/2026/",
        "/notes/2026/01": "/journal/2026/01/",
        "/notes/post": "/journal/post/",
    }
    assert {client.get(address).status_code for address in moved.values()} == {200}
