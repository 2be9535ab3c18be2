"""Whatever changes the posts of a blog changes the stored numbers, and no one else pays for it."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.blog import post_changes
from tests.pages import rows
from wagtail_therapy.blog.counts import post_counts, recounting
from wagtail_therapy.blog.models import CountedBlog, PostCount, UncountedChange
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostCategory, BlogPostPage


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    """Return what calls a function as in a transaction of its own."""

    def run(function, *arguments):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*arguments)

    return run


@pytest.fixture
def world(site, after_commit):
    """Two blogs with a few posts, counted."""
    return after_commit(post_changes.build, site)


def numbers():
    """Return the stored numbers of all blogs."""
    return set(PostCount.objects.values_list("blog", "kind", "key", "number"))


def blogs():
    return list(recounting.blogs().order_by("path").specific())


def wrong():
    """Return the blogs that aren't counted, and the numbers that aren't right."""
    current = set(post_counts.current_blogs().values_list("pk", flat=True))
    return (
        [one.title for one in blogs() if one.pk not in current],
        [fault for one in blogs() for fault in recounting.differences(one)],
    )


@contextmanager
def undone():
    """Take back what is done within, so that each change begins with the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_numbers_are_stored_after_each_change(world, after_commit):
    assert wrong() == ([], [])
    before = numbers()
    found = {}
    for door in post_changes.DOORS:
        with undone():
            after_commit(door, world)
            found[door.__name__] = (wrong(), numbers() != before)

    assert found == {door.__name__: (([], []), True) for door in post_changes.DOORS}


def test_numbers_are_right_before_they_are_stored(world):
    found = {}
    for door in post_changes.DOORS:
        with undone():
            door(world)
            found[door.__name__] = [
                kind
                for blog in blogs()
                for kind in PostCount.Kind
                if post_counts.numbers(blog, kind) != post_counts.count(blog, kind)
            ]

    assert found == {door.__name__: [] for door in post_changes.DOORS}


def test_draft_changes_no_number(world, after_commit):
    post = post_changes.fresh(world.post)
    post.post_categories = [BlogPostCategory(category=world.grief)]

    with CaptureQueriesContext(connection) as queries:
        after_commit(post.save_revision)

    assert wrong() == ([], [])
    assert not [one for one in queries if "uncountedchange" in one["sql"]]


def test_removed_restriction_brings_the_posts_back(world, after_commit):
    before = numbers()
    after_commit(post_changes.restrict_blog, world)
    assert numbers() != before

    after_commit(PageViewRestriction.objects.get().delete)

    assert (wrong(), numbers()) == (([], []), before)


def test_change_that_is_rolled_back_is_not_counted(world, after_commit):
    def fail():
        with transaction.atomic():
            post_changes.publish(world)
            transaction.set_rollback(True)

    before = numbers()
    after_commit(fail)
    assert (wrong(), numbers(), UncountedChange.objects.count()) == (([], []), before, 0)


def test_change_after_one_that_is_rolled_back_is_counted(world, after_commit):
    def fail_and_go_on():
        with transaction.atomic():
            post_changes.publish(world)
            transaction.set_rollback(True)
        post_changes.unpublish(world)

    after_commit(fail_and_go_on)
    assert wrong() == ([], [])


def test_many_posts_in_a_transaction_are_counted_once(world, after_commit):
    def import_some():
        for number in range(4):
            rows.post(world.other, world.orla, title=f"Imported {number}")

    with CaptureQueriesContext(connection) as queries:
        after_commit(import_some)

    counted = [
        one for one in queries if one["sql"].startswith('UPDATE "wagtail_therapy_blog_counted')
    ]
    assert (wrong(), len(counted)) == (([], []), 2)


def test_posts_of_several_transactions_are_counted_once_if_that_is_asked(world, after_commit):
    def import_some():
        with recounting.postponed():
            for number in range(3):
                after_commit(rows.post, world.other, world.orla)
                assert wrong()[0] == ["Other"]
                assert post_counts.numbers(world.other, "all") == {"": 2 + number}

    after_commit(import_some)
    assert wrong() == ([], [])


def test_numbers_of_another_time_zone_are_not_shown(world, settings):
    late = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    BlogPostPage.objects.filter(pk=world.post.pk).update(first_published_at=late)
    recounting.recount(world.blog.pk)

    settings.TIME_ZONE = "Asia/Tokyo"

    assert [one.path for one in post_counts.by_month(world.blog)] == ["2026/03/", "2026/02/"]
    assert wrong()[0] == ["Notes", "Other"]
    call_command("therapy_recount_posts", verbosity=0)
    assert wrong() == ([], [])


def test_post_with_a_date_in_the_future_is_counted_from_then_on(world, after_commit, time_machine):
    after_commit(post_changes.postdate, world)
    assert post_counts.number_of(world.blog, "all", "") == 2

    time_machine.move_to(timezone.now() + timedelta(days=2))

    assert post_counts.number_of(world.blog, "all", "") is None
    assert post_counts.numbers(world.blog, "all") == {"": 3}


def test_failure_to_count_keeps_no_one_from_publishing(world, after_commit, monkeypatch, caplog):
    def fail(self):
        raise RuntimeError("A text that no log may have")

    with monkeypatch.context() as patch:
        patch.setattr(BlogIndexPage, "get_posts", fail)
        after_commit(post_changes.publish, world)

    assert caplog.messages == [f"Posts of blog {world.blog.pk} weren't counted: RuntimeError"]
    assert wrong()[0] == ["Notes"]
    after_commit(post_changes.unpublish, world)
    assert wrong() == ([], [])


def test_blog_that_is_deleted_leaves_nothing(world, after_commit):
    after_commit(post_changes.fresh(world.blog).delete)
    left = CountedBlog.objects.values_list("pk", flat=True), UncountedChange.objects.count()
    assert (list(left[0]), left[1]) == ([world.other.pk], 0)
