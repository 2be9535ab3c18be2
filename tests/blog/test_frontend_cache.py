"""Which pages of the blog are purged from a front-end cache."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from tests.blog.archived_comments.comments import comment
from tests.frontend_cache import purged, recorded
from tests.pages import rows
from wagtail_therapy.blog import frontend_cache
from wagtail_therapy.blog.archived_comments import erase, store
from wagtail_therapy.blog.models import ArchivedComment
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import BlogPostPage

FEEDS = ("", "feed/", "feed/atom/", "feed/json/")


@pytest.fixture(autouse=True)
def cached(settings, reference_index, django_capture_on_commit_callbacks):
    """Return what runs a change and gives the addresses that are purged for it."""
    return recorded(settings, django_capture_on_commit_callbacks)


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


@pytest.fixture
def post(blog, orla):
    grief = rows.category("Grief")
    post = rows.post(blog, orla, title="Post", categories=[grief], tags=["tag"])
    moment = datetime(2026, 1, 31, tzinfo=UTC)
    BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=moment)
    return BlogPostPage.objects.get(pk=post.pk)


LISTS = {
    f"/notes/{path}{feed}"
    for path in ("", "category/grief/", "tag/tag/", "author/orla/")
    for feed in FEEDS
} | {"/notes/2026/", "/notes/2026/01/"}


def test_published_post_purges_its_blog_archives_and_feeds(post, cached):
    assert cached(rows.publish, post) == {"/notes/post/"} | LISTS


def test_unpublished_post_purges_also_what_it_stood_in_alone(post, cached):
    assert cached(post.unpublish) == {"/notes/post/"} | LISTS


def test_comments_that_are_stored_or_erased_purge_their_post_and_its_lists(post, cached):
    def erase_all():
        for one in ArchivedComment.objects.all():
            erase(one)

    assert cached(store, post, [comment(1)]) == {"/notes/post/"} | LISTS
    assert cached(store, post, [comment(1)]) == set()
    assert cached(erase_all) == {"/notes/post/"} | LISTS


def test_deleted_post_purges_its_blog_archives_and_feeds(post, cached):
    assert cached(post.delete) == {"/notes/post/"} | LISTS


def test_moved_post_purges_both_blogs(site, post, cached):
    other = rows.blog(site, "Journal")

    both = LISTS | {address.replace("/notes/", "/journal/") for address in LISTS}
    # The last is Wagtail's redirect.
    moved = {"/notes/post/", "/journal/post/", "/notes/post"}
    assert cached(post.move, other, "last-child") == both | moved


def test_changed_slug_of_a_post_purges_where_it_was(post, cached):
    post.slug = "new"

    # The last is Wagtail's redirect.
    renamed = {"/notes/post/", "/notes/new/", "/notes/post"}
    assert cached(rows.publish, post) == renamed | LISTS


def test_changed_slug_of_a_blog_purges_its_old_lists(blog, post, cached):
    blog.slug = "journal"

    assert cached(rows.publish, blog) >= LISTS


@pytest.mark.parametrize("whole", [False, True], ids=["post", "blog"])
@pytest.mark.parametrize("change", ["save", "delete"])
def test_restriction_purges_what_it_hides_or_shows(blog, post, cached, change, whole):
    restriction = PageViewRestriction(page=blog if whole else post, restriction_type="login")
    if change == "delete":
        restriction.save()

    assert cached(getattr(restriction, change)) == {"/notes/post/"} | LISTS


def test_restriction_of_a_blog_asks_as_much_however_many_posts_it_has(
    blog, post, orla, django_assert_num_queries
):
    def pages():
        return list(blog.get_children().specific())

    with CaptureQueriesContext(connection) as asked:
        frontend_cache.urls_listing(pages())
    for number in range(5):
        rows.post(blog, orla, title=f"Another {number}")

    with django_assert_num_queries(len(asked)):
        frontend_cache.urls_listing(pages())


def test_draft_purges_nothing(post, cached):
    assert cached(post.save_revision) == set()


def test_changed_author_purges_the_pages_that_name_them(blog, orla, post, cached):
    rows.post(blog, rows.author("Mateo"), title="Other")

    assert cached(orla.save) >= {"/notes/post/"} | LISTS
    assert "/notes/other/" not in purged


def test_draft_of_an_author_purges_nothing(orla, post, cached):
    assert cached(orla.save_revision) == set()


def test_translated_author_purges_the_pages_that_name_the_original(orla, post, cached):
    deutsch = orla.copy_for_translation(Locale.objects.create(language_code="de"))

    assert "/notes/post/" in cached(deutsch.save)


def test_deleted_category_purges_the_pages_that_name_it(post, cached):
    category = post.get_categories()[0]

    assert cached(category.delete) == {"/notes/post/"} | LISTS


@pytest.mark.parametrize("kind", ["category", "author"])
def test_changed_slug_purges_the_old_addresses_too(post, orla, cached, kind):
    named = {"category": post.get_categories()[0], "author": orla}[kind]
    old = f"/notes/{kind}/{named.slug}/"
    named.slug = "new"

    new = {path.replace(old, f"/notes/{kind}/new/") for path in LISTS}
    assert cached(named.save) == {"/notes/post/"} | LISTS | new


def test_changed_content_note_purges_the_pages_that_have_it(post, cached):
    note = ContentNote.objects.create(name="Grief")
    post.content_notes = [note]
    rows.publish(post)

    assert cached(note.save) == {"/notes/post/"} | LISTS
    assert cached(note.delete) == {"/notes/post/"} | LISTS


def test_nothing_is_looked_up_where_no_cache_is_configured(
    settings, orla, post, monkeypatch, django_assert_num_queries
):
    settings.WAGTAILFRONTENDCACHE = {}
    monkeypatch.setattr(frontend_cache, "pages_referencing", None)

    orla.save()
    with django_assert_num_queries(0):
        frontend_cache.purge_archives(None, post)


def test_review_purges_its_page(post, orla, cached):
    assert cached(rows.review, post, orla) == {"/notes/post/"}


def test_page_is_purged_when_its_reviewer_changes_or_goes(post, orla, cached):
    mateo = rows.author("Mateo")
    rows.review(post, mateo)

    assert "/notes/post/" in cached(mateo.save)
    assert "/notes/post/" in cached(mateo.delete)
