from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.pages import rows
from wagtail_therapy.blog import archive_urls, archives
from wagtail_therapy.blog.counts import post_counts, recounting
from wagtail_therapy.blog.counts.post_counts import ArchiveCount
from wagtail_therapy.content import caching
from wagtail_therapy.pages.models import BlogPostPage


@pytest.fixture
def blog(site):
    cache.clear()
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


def test_categories_are_counted_with_what_lies_within_them(blog, orla):
    grief = rows.category("Grief")
    loss = rows.category("Loss", parent=grief)
    rows.category("Empty")
    rows.post(blog, orla, categories=[grief, loss])
    rows.post(blog, orla, title="Another", categories=[loss])
    rows.post(blog, orla, title="Draft", live=False, categories=[loss])

    assert post_counts.by_category(blog) == [
        ArchiveCount("Grief", 2, "category/grief/", 0),
        ArchiveCount("Loss", 2, "category/loss/", 1),
    ]


def test_months_are_counted_newest_first(blog, orla):
    for year, month, day in [(2025, 12, 31), (2026, 1, 1), (2026, 1, 31)]:
        post = rows.post(blog, orla)
        moment = datetime(year, month, day, 12, tzinfo=UTC)
        BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=moment)
    caching.invalidate()

    assert [(one.name.isoformat(), one.number, one.path) for one in post_counts.by_month(blog)] == [
        ("2026-01-01", 2, "2026/01/"),
        ("2025-12-01", 1, "2025/12/"),
    ]


def test_numbers_are_read_without_counting_a_post(blog, orla, django_assert_num_queries):
    rows.post(blog, orla, categories=[rows.category("Grief")])
    recounting.recount(blog.pk)

    # The numbers, and the tree of categories.
    with django_assert_num_queries(2):
        assert [one.number for one in post_counts.by_category(blog)] == [1]
    with django_assert_num_queries(1):
        assert [one.number for one in post_counts.by_month(blog)] == [1]


def test_counts_follow_what_goes_live_and_away(blog, orla):
    post = rows.post(blog, orla, categories=[rows.category("Grief")])
    assert [one.number for one in post_counts.by_category(blog)] == [1]

    rows.post(blog, orla, title="Another", categories=post.get_categories())
    assert [one.number for one in post_counts.by_category(blog)] == [2]
    post.unpublish()
    assert [one.number for one in post_counts.by_category(blog)] == [1]
    BlogPostPage.objects.get(title="Another").delete()
    assert post_counts.by_category(blog) == []


def test_months_are_those_of_the_practice_whatever_the_editors_time_zone(blog, orla, settings):
    settings.TIME_ZONE = "Europe/London"
    post = rows.post(blog, orla)
    late = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=late)
    caching.invalidate()

    with timezone.override("Pacific/Auckland"):
        months = [(one.name.isoformat(), one.path) for one in post_counts.by_month(blog)]
        listed = [one.pk for one in archives.of_month(blog, 2026, 1).posts]
        dates = archive_urls.ArchiveURLs(blog).date_paths()
        assert (months, listed, dates) == (
            [("2026-01-01", "2026/01/")],
            [post.pk],
            ["2026/", "2026/01/"],
        )


@pytest.fixture
def counted(blog, orla):
    """A blog with five posts, counted."""
    grief = rows.category("Grief")
    for number in range(5):
        rows.post(blog, orla, title=f"Post {number}", categories=[grief], tags=["sleep"])
    recounting.recount(blog.pk)
    return blog


def sql_of(function):
    with CaptureQueriesContext(connection) as queries:
        function()
    return [one["sql"] for one in queries]


def test_no_list_counts_its_posts(counted):
    found = [
        archives.of_category(counted, "grief"),
        archives.of_tag(counted, "sleep"),
        archives.of_author(counted, "orla"),
        None,
    ]
    for archive in found:
        assert post_counts.number_listed(None, counted, archive) == 5
        asked = sql_of(lambda one=archive: post_counts.number_listed(None, counted, one))
        assert [one for one in asked if "COUNT(" in one or "wagtailcore" in one] == []


def test_pinned_posts_and_what_repeats_them_are_not_counted(counted):
    pinned = BlogPostPage.objects.get(title="Post 3")
    assert post_counts.number_listed(None, counted, None, [pinned]) == 4


def test_posts_are_counted_if_no_number_holds(counted):
    recounting.UncountedChange.objects.create(blog=counted)
    archive = archives.of_tag(counted, "sleep")
    assert post_counts.number_listed(archive.posts, counted, archive) == 5
    assert post_counts.number_listed(counted.get_posts(), counted) == 5
