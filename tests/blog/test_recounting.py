"""Whatever changes the posts of a blog changes the stored numbers, and no one else pays for it."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests.pages import rows
from wagtail_therapy.blog import post_counts, recounting
from wagtail_therapy.blog.models import CountedBlog, PostCount, UncountedChange
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostCategory, BlogPostPage

JANUARY = datetime(2026, 1, 15, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 15, 12, tzinfo=UTC)


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
    return after_commit(build, site)


def build(site):
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    grief = rows.category("Grief")
    loss = rows.category("Loss", parent=grief)
    blog, other = rows.blog(site), rows.blog(site, title="Other")
    post = rows.post(
        blog, orla, categories=[loss], tags=["sleep"], first_published_at=JANUARY, title="First"
    )
    rows.post(blog, orla, mateo, categories=[grief, loss], first_published_at=MARCH)
    draft = rows.post(blog, orla, categories=[grief], live=False, title="Draft")
    original = rows.post(other, mateo, title="Original", first_published_at=MARCH)
    aliases = [original.create_alias(parent=blog, update_slug=f"alias-{one}") for one in "ab"]
    return SimpleNamespace(
        site=site,
        orla=orla,
        mateo=mateo,
        grief=grief,
        loss=loss,
        blog=blog,
        other=other,
        post=post,
        draft=draft,
        original=original,
        alias=aliases[0],
    )


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def numbers(kind=None):
    """Return the stored numbers of all blogs."""
    found = PostCount.objects.filter(kind=kind) if kind else PostCount.objects.all()
    return set(found.values_list("blog", "kind", "key", "number"))


def blogs():
    return list(recounting.blogs().order_by("path").specific())


def wrong():
    """Return the blogs that aren't counted, and the numbers that aren't right."""
    current = set(post_counts.current_blogs().values_list("pk", flat=True))
    return (
        [one.title for one in blogs() if one.pk not in current],
        [fault for one in blogs() for fault in recounting.differences(one)],
    )


# Each changes what the blogs list.


def publish(world):
    rows.publish(fresh(world.draft))


def publish_scheduled(world):
    fresh(world.draft).save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)


def unpublish(world):
    fresh(world.post).unpublish()


def expire(world):
    BlogPostPage.objects.filter(pk=world.post.pk).update(
        expire_at=timezone.now() - timedelta(hours=1)
    )
    call_command("publish_scheduled", verbosity=0)


def delete(world):
    fresh(world.post).delete()


def delete_original_of_two_aliases(world):
    fresh(world.original).delete()


def delete_other_blog(world):
    fresh(world.other).delete()


def move(world):
    fresh(world.post).move(fresh(world.other), pos="last-child")


def move_into_private_section(world):
    section = world.site.root_page.add_child(instance=BlogIndexPage(title="Private"))
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    fresh(world.other).move(section, pos="last-child")


def restrict_post(world):
    PageViewRestriction.objects.create(page=world.post, restriction_type="login")


def restrict_blog(world):
    PageViewRestriction.objects.create(page=world.blog, restriction_type="login")


def restrict_site(world):
    PageViewRestriction.objects.create(page=world.site.root_page, restriction_type="login")


def change_date(world):
    post = fresh(world.post)
    post.first_published_at = MARCH
    rows.publish(post)


def change_category(world):
    post = fresh(world.post)
    post.post_categories = [BlogPostCategory(category=world.grief)]
    rows.publish(post)


def change_tags(world):
    post = fresh(world.post)
    post.tags.set(["dreams", "sleep"])
    rows.publish(post)


def change_authors(world):
    post = fresh(world.post)
    row = post.post_authors.first()
    row.author = world.mateo
    post.post_authors = [row]
    rows.publish(post)


def add_row(world):
    BlogPostCategory.objects.create(
        page_id=world.post.pk, category=world.grief.__class__.objects.create(name="New")
    )


def delete_row(world):
    BlogPostCategory.objects.get(page=world.post).delete()


def delete_tag(world):
    world.post.get_tags()[0].delete()


def delete_category(world):
    fresh(world.loss).delete()


def take_category_out(world):
    loss = fresh(world.loss)
    loss.parent = None
    loss.save()


def copy_post(world):
    page = fresh(world.post).copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert page.live


def alias(world):
    fresh(world.post).create_alias(parent=fresh(world.other))


def copy_blog(world):
    fresh(world.blog).copy(recursive=True, update_attrs={"slug": "copy"}, keep_live=True)


def change_locale(world):
    blog = fresh(world.blog)
    blog.locale = Locale.objects.create(language_code="de")
    blog.save()


def postdate(world):
    post = fresh(world.post)
    post.first_published_at = timezone.now() + timedelta(days=1)
    # As a script does: forms refuse it.
    post.save(clean=False)


DOORS = [
    publish,
    publish_scheduled,
    unpublish,
    expire,
    delete,
    delete_original_of_two_aliases,
    delete_other_blog,
    move,
    move_into_private_section,
    restrict_post,
    restrict_blog,
    restrict_site,
    change_date,
    change_category,
    change_tags,
    change_authors,
    add_row,
    delete_row,
    delete_tag,
    delete_category,
    take_category_out,
    copy_post,
    alias,
    copy_blog,
    change_locale,
    postdate,
]


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
    for door in DOORS:
        with undone():
            after_commit(door, world)
            found[door.__name__] = (wrong(), numbers() != before)

    assert found == {door.__name__: (([], []), True) for door in DOORS}


def test_numbers_are_right_before_they_are_stored(world):
    found = {}
    for door in DOORS:
        with undone():
            door(world)
            found[door.__name__] = [
                kind
                for blog in blogs()
                for kind in PostCount.Kind
                if post_counts.numbers(blog, kind) != post_counts.count(blog, kind)
            ]

    assert found == {door.__name__: [] for door in DOORS}


def test_draft_changes_no_number(world, after_commit):
    post = fresh(world.post)
    post.post_categories = [BlogPostCategory(category=world.grief)]

    with CaptureQueriesContext(connection) as queries:
        after_commit(post.save_revision)

    assert wrong() == ([], [])
    assert not [one for one in queries if "uncountedchange" in one["sql"]]


def test_removed_restriction_brings_the_posts_back(world, after_commit):
    before = numbers()
    after_commit(restrict_blog, world)
    assert numbers() != before

    after_commit(PageViewRestriction.objects.get().delete)

    assert (wrong(), numbers()) == (([], []), before)


def test_change_that_is_rolled_back_is_not_counted(world, after_commit):
    def fail():
        with transaction.atomic():
            publish(world)
            transaction.set_rollback(True)

    before = numbers()
    after_commit(fail)
    assert (wrong(), numbers(), UncountedChange.objects.count()) == (([], []), before, 0)


def test_change_after_one_that_is_rolled_back_is_counted(world, after_commit):
    def fail_and_go_on():
        with transaction.atomic():
            publish(world)
            transaction.set_rollback(True)
        unpublish(world)

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
    after_commit(postdate, world)
    assert post_counts.number_of(world.blog, "all", "") == 2

    time_machine.move_to(timezone.now() + timedelta(days=2))

    assert post_counts.number_of(world.blog, "all", "") is None
    assert post_counts.numbers(world.blog, "all") == {"": 3}


def test_failure_to_count_keeps_no_one_from_publishing(world, after_commit, monkeypatch, caplog):
    def fail(self):
        raise RuntimeError("A text that no log may have")

    with monkeypatch.context() as patch:
        patch.setattr(BlogIndexPage, "get_posts", fail)
        after_commit(publish, world)

    assert caplog.messages == [f"Posts of blog {world.blog.pk} weren't counted: RuntimeError"]
    assert wrong()[0] == ["Notes"]
    after_commit(unpublish, world)
    assert wrong() == ([], [])


def test_blog_that_is_deleted_leaves_nothing(world, after_commit):
    after_commit(fresh(world.blog).delete)
    left = CountedBlog.objects.values_list("pk", flat=True), UncountedChange.objects.count()
    assert (list(left[0]), left[1]) == ([world.other.pk], 0)
