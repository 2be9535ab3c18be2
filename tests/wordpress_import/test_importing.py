"""Posts of an export become pages, and again without duplicates."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageLogEntry

from tests.testapp.models import JournalEntry, JournalPage
from tests.wordpress_import.blogs import (
    add_blog,
    imported,
    lines,
    new_run,
    previewed,
    slugs_below,
    the_post,
)
from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.models import ImportedItem, WordPressImport

TERMS = """
<category domain="category" nicename="couples"><![CDATA[Couples &amp; families]]></category>
<category domain="post_tag" nicename="sleep"><![CDATA[Sleep]]></category>
<category domain="category" nicename="uncategorized"><![CDATA[Uncategorized]]></category>
"""


@pytest.fixture
def blog(site):
    return add_blog(site)


def test_post_is_as_on_the_old_site(blog):
    run = imported(blog, item("<p>Words &amp; more.</p>", title="<em>A</em> &amp; B", more=TERMS))
    post = the_post()
    assert (post.title, post.slug, post.live, post.locale) == ("A & B", "a-post", True, blog.locale)
    assert post.get_parent().pk == blog.pk
    assert [author.name for author in post.get_authors()] == ["Ada Bell"]
    assert [(one.name, one.parent.name) for one in post.get_categories()] == [
        ("Couples & families", "People")
    ]
    assert [tag.name for tag in post.get_tags()] == ["Sleep"]
    assert [child.value.source for child in post.body] == ["<p>Words &amp; more.</p>"]
    assert (post.opening, post.reading_minutes) == ("Words & more.", 1)
    assert run.state == WordPressImport.State.FINISHED
    assert lines(run) == [("published", "", "A & B")]


def test_post_has_its_dates(blog):
    imported(blog, item())
    post = the_post()
    assert post.first_published_at == datetime(2020, 11, 29, 16, 15, 30, tzinfo=UTC)
    # The old site's clock was six hours behind.
    changed = datetime(2020, 12, 1, 16, 15, 30, tzinfo=UTC)
    assert post.last_published_at == post.latest_revision_created_at == changed
    assert post.latest_revision.created_at == changed


def test_page_is_complete_for_wagtail(blog, editor_client):
    imported(blog, item(), item(id=2, slug="second"))
    first, second = BlogPostPage.objects.order_by("path")
    assert (first.live_revision, first.has_unpublished_changes) == (first.latest_revision, False)
    assert first.latest_revision.as_object().get_authors() == first.get_authors()
    assert slugs_below(blog) == [first.slug, second.slug]
    assert BlogPostPage.find_problems() == ([], [], [], [], [])
    assert PageLogEntry.objects.filter(action="wagtail.create", page=first.pk).count() == 1
    assert editor_client.get(f"/admin/pages/{first.pk}/edit/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "private"}, "private"),
        ({"status": "draft"}, "draft"),
        ({"status": "pending"}, "pending"),
        ({"status": "archive"}, "unknown_status"),
        ({"status": "inherit"}, "unknown_status"),
        ({"status": ""}, "unknown_status"),
        ({"password": "couch"}, "password"),
        ({"status": "private", "password": "couch"}, "password"),
        ({"status": "future"}, "missed_schedule"),
    ],
)
def test_only_what_everyone_could_read_is_live(blog, client, fields, reason):
    run = imported(blog, item("<p>Zebra</p>", title="Zebra", **fields))
    post = the_post()
    assert (post.live, post.go_live_at, post.latest_revision.approved_go_live_at) == (
        False,
        None,
        None,
    )
    assert lines(run) == [("draft", reason, "")]
    assert "Zebra" not in client.get("/blog/").content.decode()
    assert client.get("/blog/a-post/").status_code == 404
    assert "Zebra" not in client.get("/blog/feed/").content.decode()


def test_protected_post_keeps_its_password(blog):
    imported(blog, item(password="couch"))
    found = the_post().get_view_restrictions().get()
    assert (found.restriction_type, found.password) == ("password", "couch")


def test_scheduled_post_waits_for_an_editor(blog):
    ahead = datetime.now(UTC) + timedelta(days=30)
    text = item(status="future").replace("2020-11-29 16:15:30", f"{ahead:%Y-%m-%d %H:%M:%S}")
    run = imported(blog, text)
    post = the_post()
    assert post.go_live_at == ahead.replace(microsecond=0)
    assert (post.live, post.latest_revision.approved_go_live_at) == (False, None)
    assert lines(run) == [("draft", "scheduled", "")]


def test_item_in_the_bin_is_counted(blog):
    run = imported(blog, item(status="trash", slug="a-post__trashed"))
    assert (BlogPostPage.objects.count(), lines(run)) == (0, [("skipped", "trashed", "")])


def test_import_mails_nothing(blog, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        imported(blog, item(), item(id=2, slug="b", status="draft"))
        imported(blog, item("<p>New</p>"))
    found = (Mailing.objects.count(), PostMailIntent.objects.count(), mailoutbox)
    assert found == (0, 0, [])


def test_post_is_at_its_date_in_the_feed(blog, client):
    imported(blog, item(title="Old one"))
    feed = client.get("/blog/feed/").content.decode()
    assert "<pubDate>Sun, 29 Nov 2020 16:15:30 +0000</pubDate>" in feed


def test_item_that_fails_does_not_stop_the_others(blog, monkeypatch, caplog):
    def clean(self):
        if self.slug == "bad":
            raise RuntimeError("Zebra")

    monkeypatch.setattr(BlogPostPage, "clean", clean)
    posts = [item(id=1), item(id=2, slug="bad", title="Zebra"), item(id=3, slug="third")]
    run = imported(blog, *posts)
    assert slugs_below(blog) == ["a-post", "third"]
    assert run.counts["failed/error"] == 1
    assert "Zebra" not in caplog.text


def test_page_that_may_not_be_live_is_a_draft(blog, monkeypatch):
    def clean(self):
        raise ValidationError({"excerpt": "Too long."})

    monkeypatch.setattr(BlogPostPage, "clean", clean)
    run = imported(blog, item())
    assert the_post().live is False
    assert lines(run) == [("draft", "", "A post"), ("remark", "invalid", "A post")]


def test_dry_run_reports_the_same_and_changes_nothing(blog):
    posts = [
        item(more=TERMS),
        item(id=2, slug="a-post", title=""),
        item(id=3, slug="c", status="draft"),
        item(id=4, slug="d", type="project"),
        item('<p><a href="https://old.example/nowhere/">x</a></p>', id=5, slug="e"),
    ]
    report = previewed(blog, *posts)
    assert (BlogPostPage.objects.count(), ImportedItem.objects.count()) == (0, 0)
    run = imported(blog, *posts)
    assert (dict(report.counts), report.total) == (run.counts, run.items_total)
    reported = [(line.kind, line.reason, line.title) for line in report.lines]
    assert sorted(reported) == sorted(lines(run))


def test_slug_that_is_taken_gets_a_number(blog):
    run = imported(blog, item(), item(id=2), item(id=3, slug="2014"), item(id=4, slug="心と体"))
    assert slugs_below(blog) == ["a-post", "a-post-2", "2014-2", "心と体"]
    assert run.counts["remark/slug_changed"] == 2


def test_slugs_follow_the_hosts_setting(blog, settings):
    settings.WAGTAIL_ALLOW_UNICODE_SLUGS = False
    imported(blog, item(slug="ängste"))
    assert the_post().slug == "angste"


def test_post_keeps_its_address_before_a_page_that_wants_it(blog):
    imported(blog, item(id=1, type="page", title="Page"), item(id=2, title="Post"))
    assert {page.title: page.slug for page in BlogPostPage.objects.all()} == {
        "Page": "a-post-2",
        "Post": "a-post",
    }


def test_wordpress_pages_become_drafts_of_posts_or_are_skipped(blog):
    run = imported(blog, item(type="page"))
    assert the_post().live is False
    assert lines(run) == [("draft", "wordpress_page", "A post")]
    run = imported(blog, item(id=7, type="page"), pages="skip")
    assert lines(run) == [("skipped", "pages_skipped", "A post")]


def test_sticky_post_is_pinned_once(blog):
    sticky = item().replace("is_sticky>0", "is_sticky>1")
    imported(blog, sticky)
    blog.refresh_from_db()
    assert [child.value.slug for child in blog.pinned] == ["a-post"]
    blog.pinned = []
    blog.save_revision().publish()
    imported(blog, sticky)
    blog.refresh_from_db()
    assert list(blog.pinned) == []


def test_hosts_own_post_is_made(site):
    journal = add_blog(site, JournalPage)
    imported(journal, item(more=TERMS), item(id=2, slug="second", more=TERMS))
    assert [(one.slug, one.live) for one in JournalEntry.objects.order_by("pk")] == [
        ("a-post", True),
        ("second", True),
    ]


def test_hosts_own_save_is_called(site, monkeypatch):
    def save(self, *args, **kwargs):
        self.weather = "rain"
        super(JournalEntry, self).save(*args, **kwargs)

    monkeypatch.setattr(JournalEntry, "save", save, raising=False)
    imported(add_blog(site, JournalPage), item())
    assert JournalEntry.objects.get().weather == "rain"


def test_links_to_later_posts_become_links_to_pages(blog):
    link = '<p><a href="https://old.example/blog/later/">x</a></p>'
    imported(blog, item(link), item(id=2, slug="later"))
    expected = f'<p><a linktype="page" id="{the_post(slug="later").pk}">x</a></p>'
    assert the_post(slug="a-post").body[0].value.source == expected


def test_file_that_ends_too_early_is_reported(blog):
    run = new_run(blog)
    content = export(item(), item(id=2)).encode()
    importing.run_whole(run, io.BytesIO(content[: content.index(b"<wp:post_id>2<")]))
    assert (run.counts["published"], run.counts["remark/truncated"]) == (1, 1)
