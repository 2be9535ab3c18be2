"""A second import, of the same export or of a newer one."""

import gc
import time

import pytest
from wagtail.models import Revision

from tests.wordpress_import.blogs import (
    add_blog,
    imported,
    lines,
    new_run,
    opened,
    slugs_below,
    the_post,
)
from tests.wordpress_import.wxr.exports import item
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.models import ImportedItem, ReportLine


@pytest.fixture
def blog(site):
    return add_blog(site)


def test_import_again_changes_nothing(blog):
    imported(blog, item())
    before = the_post()
    run = imported(blog, item())
    assert run.counts == {"unchanged": 1, "post/unchanged": 1}
    assert (the_post().latest_revision_id, Revision.objects.count()) == (
        before.latest_revision_id,
        1,
    )
    assert ImportedItem.objects.count() == 1


def test_newer_export_updates_what_no_one_edited(blog):
    imported(blog, item())
    run = imported(blog, item("<p>Better</p>", title="Better"))
    post = the_post()
    assert (post.title, post.body[0].value.source) == ("Better", "<p>Better</p>")
    assert post.latest_revision.as_object().title == "Better"
    assert lines(run) == [("updated", "", "Better")]
    run = imported(blog, item("<p>Better</p>", title="Better"))
    assert run.counts["unchanged"] == 1


def test_edited_page_is_left(blog):
    imported(blog, item())
    post = the_post()
    post.title = "Ours"
    post.save_revision().publish()
    run = imported(blog, item("<p>Theirs</p>"))
    assert (the_post().title, lines(run)) == ("Ours", [("left", "edited_here", "A post")])
    imported(blog, item("<p>Theirs</p>"), overwrite_edited=True)
    assert the_post().title == "A post"


def test_page_that_was_published_or_taken_down_is_left(blog):
    imported(blog, item(), item(id=2, slug="b", status="draft"))
    the_post(slug="a-post").unpublish()
    the_post(slug="b").latest_revision.publish()
    run = imported(blog, item("<p>New</p>"), item("<p>New</p>", id=2, slug="b", status="draft"))
    assert run.counts["left/edited_here"] == 2
    assert (the_post(slug="a-post").live, the_post(slug="b").live) == (False, True)


def test_deleted_page_stays_deleted(blog):
    imported(blog, item())
    the_post().delete()
    run = imported(blog, item("<p>New</p>"))
    assert (BlogPostPage.objects.count(), lines(run)) == (0, [("left", "deleted_here", "A post")])


@pytest.mark.parametrize("status", ["private", "trash", "draft"])
def test_post_that_was_hidden_meanwhile_is_taken_down(blog, client, status):
    imported(blog, item())
    imported(blog, item(status=status))
    assert the_post().live is False
    assert client.get("/blog/a-post/").status_code == 404


def test_broken_off_import_goes_on(blog):
    posts = [item(id=number, slug=f"post-{number}") for number in range(1, 6)]
    run = new_run(blog)
    over = time.monotonic()
    rounds = 0
    while importing.go_on(run, opened(*posts), deadline=over):
        rounds += 1
        run.refresh_from_db()
        assert run.items_done == rounds
    run.refresh_from_db()
    assert (rounds, run.counts["published"]) == (5, 5)
    # In the first round.
    assert run.counts["authors/made"] == 1
    assert slugs_below(blog) == [f"post-{one}" for one in range(1, 6)]
    assert ReportLine.objects.count() == 5


def test_garbage_is_collected_as_before(blog):
    before = gc.get_threshold()
    imported(blog, item())
    assert gc.get_threshold() == before
