"""What editors do between and during imports, and what breaks in one, is respected."""

import io
import json

import pytest
from wagtail.models import PageViewRestriction

from tests.wordpress_import.blogs import add_blog, imported, lines, new_run, opened, the_post
from tests.wordpress_import.slices import link, post
from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.authors.models import Author
from wagtail_therapy.wordpress_import import importing, resuming
from wagtail_therapy.wordpress_import.planning.jobs import job_of
from wagtail_therapy.wordpress_import.planning.outlines import items_of
from wagtail_therapy.wordpress_import.planning.planned import plan_of
from wagtail_therapy.wordpress_import.reporting.file_words import why_unreadable
from wagtail_therapy.wordpress_import.saving import comments
from wagtail_therapy.wordpress_import.wxr.errors import UnreadableExportError

ABOUT = "https://old.example/blog/about/"


@pytest.fixture
def blog(site):
    return add_blog(site)


def test_restricted_page_is_left(blog):
    imported(blog, item())
    PageViewRestriction.objects.create(page=the_post(), password="ours")
    run = imported(blog, item("<p>Theirs</p>", password="couch"))
    assert lines(run) == [("left", "edited_here", "")]
    imported(blog, item("<p>Theirs</p>"), overwrite_edited=True)
    found = the_post().get_view_restrictions().get()
    assert (the_post().body[0].value.source, found.password) == ("<p>Theirs</p>", "ours")


def test_page_that_is_edited_during_an_import_is_left(blog, monkeypatch):
    monkeypatch.setattr(importing, "SECONDS_TOGETHER", 0)
    posts = [item(), item(id=2, slug="b"), item(id=3, slug="c")]
    imported(blog, *posts)

    def edit(done, total):
        if done == 1:
            the_post(slug="b").save_revision().publish()
            the_post(slug="c").delete()

    run = new_run(blog)
    newer = [one.replace("<p>Text</p>", "<p>Theirs</p>") for one in posts]
    importing.run_whole(run, opened(*newer), progress=edit)
    assert [(kind, reason) for kind, reason, _title in lines(run)] == [
        ("updated", ""),
        ("left", "edited_here"),
        ("left", "deleted_here"),
    ]
    assert the_post(slug="b").body[0].value.source == "<p>Text</p>"


def test_old_links_of_a_page_that_is_edited_during_an_import_are_reported(blog):
    """Its body doesn't change. It links to two pages, and one is a draft."""

    def edit(done, total):
        if done == total:
            the_post(slug="post-1").save_revision()

    content = link("about") + link("post-3")
    about = post(2, slug="about", type="page")
    run = new_run(blog)
    importing.run_whole(run, opened(post(1, content=content), about, post(3)), progress=edit)
    assert list(run.lines.filter(reason="old_links").values_list("detail")) == [(ABOUT,)]
    assert the_post(slug="post-1").body[0].value.source == f"<p>{content}</p>"


@pytest.mark.parametrize("newer", [[1], [1, 3, 2], [2, 3, 4]])
@pytest.mark.parametrize("work", [importing.run_whole, importing.preview, importing.go_on_checking])
def test_file_that_is_changed_while_it_is_read_is_read_no_further(blog, monkeypatch, work, newer):
    """The command reads it from the disk. It went on for ever, or took texts of other posts."""
    items_of, file = resuming.items_of, opened(post(1), post(2), post(3))

    def of_newer(_file, name):
        return items_of(opened(*(post(one) for one in newer)), name)

    monkeypatch.setattr(resuming, "items_of", of_newer)
    with pytest.raises(UnreadableExportError) as error:
        work(new_run(blog), file)
    assert why_unreadable(error.value).startswith("This file was changed while it was read.")


def test_author_that_is_deleted_during_an_import_breaks_one_item(blog, monkeypatch):
    monkeypatch.setattr(importing, "SECONDS_TOGETHER", 0)

    def delete(done, total):
        if done == 1:
            the_post().delete()
            Author.objects.get().delete()

    posts = [item(id=number, slug=f"post-{number}") for number in (1, 2, 3)]
    run = new_run(blog)
    importing.run_whole(run, opened(*posts), progress=delete)
    assert (run.counts["published"], run.counts["failed"]) == (2, 1)
    assert [one.name for one in the_post().get_authors()] == ["Ada Bell"]


def test_links_of_a_dry_run_lead_to_no_page_of_ours(blog):
    link = '<a href="https://old.example/blog/a-post/">x</a>'
    posts = [item(id=blog.pk), item(f"<p>{link}</p>", id=10**9, slug="b")]
    file = opened(*posts)
    job = job_of(new_run(blog), file, is_dry=True)
    plan = plan_of(job, job.outline.entries[1], list(items_of(file, "export.xml"))[1])
    assert json.loads(plan.body)[0]["value"] == f'<p><a linktype="page" id="-{blog.pk}">x</a></p>'


def test_no_link_leads_to_a_page_that_was_taken_back(blog, monkeypatch):
    def fail(job, plans):
        if any(plan.entry.id == 1 for plan in plans):
            raise RuntimeError

    monkeypatch.setattr(importing, "SECONDS_TOGETHER", 0)
    monkeypatch.setattr(comments, "bring", fail)
    sticky = item().replace("is_sticky>0", "is_sticky>1")
    link = '<p><a href="https://old.example/blog/a-post/">x</a></p>'
    run = imported(blog, sticky, item(link, id=2, slug="b"))
    assert lines(run)[0] == ("failed", "error", "A post")
    assert the_post(slug="b").body[0].value.source == link
    blog.refresh_from_db()
    assert list(blog.pinned) == []


@pytest.mark.parametrize("address", ["", "https://[::1", "https://me@old.example"])
def test_export_without_an_address_is_imported(blog, address):
    picture = '<p>Text</p><img src="https://old.example/wp-content/uploads/a.jpg" alt="A">'
    content = export(item(picture)).replace(">https://old.example<", f">{address}<")
    run = new_run(blog, fetch_media=True)
    importing.run_whole(run, io.BytesIO(content.encode()))
    assert (run.counts["published"], run.counts["remark/media_missing"]) == (1, 1)
