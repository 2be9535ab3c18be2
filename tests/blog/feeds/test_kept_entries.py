"""What is kept of a feed is never older than what it shows, through whichever door that changed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.pages import rows
from tests.practice.rows import call, crisis_line
from wagtail_therapy.blog.feeds import entries
from wagtail_therapy.blog.models import Category
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS

PATHS = ["feed/", "feed/atom/", "feed/json/"]


class Place:
    """A blog with one post that shows something of each kind."""

    def __init__(self, site):
        self.site = site
        self.blog = rows.blog(site)
        self.orla, self.mateo = rows.author("Orla"), rows.author("Mateo")
        self.category = rows.category("Grief")
        self.note = ContentNote.objects.create(name="loss")
        self.linked = rows.team(site, title="Us", slug="us")
        self.document, self.image, self.lead = rows.document(), rows.image(), rows.image("Lead")
        post = rows.post(self.blog, self.orla, title="First", tags=["calm"], **self.fields())
        post.content_notes = [self.note]
        self.pk = rows.publish(post).pk

    @property
    def post(self):
        return BlogPostPage.objects.get(pk=self.pk)

    def fields(self):
        body = [
            ("paragraph", f'<p>Words. <a linktype="page" id="{self.linked.pk}">Us</a></p>'),
            ("image", {"image": self.image, "caption": ""}),
            ("document", {"document": self.document, "text": ""}),
            ("team", {"heading": "", "people": [self.mateo]}),
            ("crisis_lines", {"title": "Now", "audience": ""}),
        ]
        return {"body": body, "categories": [self.category], "lead_image": self.lead}


def save(thing, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    rows.publish(page)


def schedule(page, **fields):
    """Publish a draft by the clock, as a host's cron job does."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.go_live_at = timezone.now() - timedelta(seconds=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("publish_scheduled")


def expire(page):
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()
    call_command("publish_scheduled")


def move(place):
    other = rows.blog(place.site, title="Other", slug="other")
    place.post.move(other, pos="last-child")


# Door, and what all three feeds then say. They are changed one after the other.
CHANGES = {
    "a title is published": (lambda at: publish(at.post, title="Second"), "Second", "First"),
    "a schedule publishes it": (lambda at: schedule(at.post, title="Third"), "Third", "Second"),
    "its slug is published": (lambda at: publish(at.post, slug="new"), "/notes/new/", "/first/"),
    "its excerpt is saved": (lambda at: save(at.post, excerpt="In short"), "In short", None),
    "its text is published": (
        lambda at: publish(at.post, body=[*at.fields()["body"], ("paragraph", "<p>More.</p>")]),
        "More.",
        None,
    ),
    "its author is renamed": (lambda at: save(at.orla, name="Aoife"), "Aoife", "Orla"),
    "its author is replaced": (
        lambda at: publish(at.post, post_authors=[BlogPostAuthor(author=rows.author("Sile"))]),
        "Sile",
        "Aoife",
    ),
    "its category is renamed": (lambda at: save(at.category, name="Loss"), "Loss", "Grief"),
    "its category is deleted": (lambda at: Category.objects.all().delete(), "Third", "Loss"),
    "its tag is renamed": (lambda at: save(at.post.get_tags()[0], name="rest"), "rest", "calm"),
    "its content note is renamed": (lambda at: save(at.note, name="death"), "death", "loss"),
    "its document is renamed": (
        lambda at: save(at.document, title="Leaflet"),
        "Leaflet",
        "Before",
    ),
    "its picture is deleted": (lambda at: at.image.delete(), "Third", "Waiting_room"),
    "its lead image is deleted": (lambda at: at.lead.delete(), "Third", "Lead"),
    "a page that it links to moves": (lambda at: publish(at.linked, slug="we"), "/we/", "/us/"),
    "a person in it is renamed": (lambda at: save(at.mateo, name="Tove"), "Tove", "Mateo"),
    "a person in it is hidden": (lambda at: at.mateo.unpublish(), "Third", "Tove"),
    "the practice adds a number": (
        lambda at: PracticeSettings.objects.create(
            site=at.site, crisis_lines=[crisis_line("Night line", call("116 123"))]
        ),
        "Night line",
        None,
    ),
    "the practice changes a number": (
        lambda at: save(
            PracticeSettings.objects.get(site=at.site),
            crisis_lines=[crisis_line("Day line", call("116 123"))],
        ),
        "Day line",
        "Night line",
    ),
    "the host name changes": (
        lambda at: save(at.site, hostname="practice.example"),
        "http://practice.example/notes/new/",
        "http://testserver/notes/new/",
    ),
    "the blog is renamed": (lambda at: publish(at.blog, title="Notebook"), "Notebook", "Notes"),
    "the blog's slug changes": (lambda at: publish(at.blog, slug="log"), "/log/new/", "/notes/"),
    "another post comes out": (
        lambda at: rows.post(at.blog, rows.author("Ida"), title="Fourth"),
        "Fourth",
        None,
    ),
    "a post is unpublished": (
        lambda _at: BlogPostPage.objects.get(title="Fourth").unpublish(),
        "",
        "Fourth",
    ),
    "a post becomes private": (
        lambda at: PageViewRestriction.objects.create(page=at.post, restriction_type="login"),
        "",
        "Third",
    ),
    "a post becomes public": (lambda _at: PageViewRestriction.objects.all().delete(), "Third", ""),
    "a post expires": (lambda at: expire(at.post), "", "Third"),
    "a post comes back": (lambda at: publish(at.post, expire_at=None), "Third", ""),
    "a post is moved away": (move, "", "Third"),
    "a post is moved back": (
        lambda at: at.post.move(at.blog, pos="last-child"),
        "Third",
        "",
    ),
    "a post is deleted": (lambda at: at.post.delete(), "", "Third"),
}


def test_no_feed_is_older_than_what_it_shows(site, client):
    place = Place(site)
    stale = []
    before = taken(client, place)
    for name, (change, shown, gone) in CHANGES.items():
        change(place)
        place.blog.refresh_from_db()
        again = taken(client, place, {path: etag for path, (etag, _text) in before.items()})
        after = taken(client, place)
        for path, (etag, text) in after.items():
            is_new = again[path] == after[path] and etag != before[path][0]
            if not (is_new and shown in text and (not gone or gone not in text)):
                stale.append((name, path))
        before = after

    assert stale == []


def taken(client, place, known=None):
    """Return tag and text of each feed, for a client that has those with known tags."""
    found = {}
    for path in PATHS:
        headers = {"if-none-match": known[path]} if known else {}
        response = client.get(place.blog.relative_url(place.site) + path, headers=headers)
        found[path] = (response["ETag"], response.content.decode())
    return found


@pytest.mark.parametrize("path", PATHS)
def test_feed_that_a_client_has_costs_no_rendering(site, client, path, monkeypatch):
    place = Place(site)
    address = place.blog.url + path
    etag = client.get(address)["ETag"]
    monkeypatch.setattr(entries, "feed_entries", None)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers={"if-none-match": etag})

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", etag)
    assert [one["sql"] for one in queries if "body" in one["sql"]] == []


def test_entry_is_rendered_once_for_all_feeds_that_have_it(site, client, monkeypatch):
    place = Place(site)
    first = taken(client, place)
    monkeypatch.setattr(entries, "render_for_syndication", None)

    assert taken(client, place) == first
    assert client.get(place.blog.url + "category/grief/feed/").status_code == 200
