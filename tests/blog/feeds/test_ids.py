"""What feed readers know entries and feeds by: it stays the same, whatever becomes of addresses."""

import json
import re

import feedparser
import pytest
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.content.feeds.entries import permanent_id
from wagtail_therapy.pages.models import BlogIndexPage

FEEDS = ["feed/", "feed/atom/", "feed/json/"]


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def post(blog):
    return rows.post(blog, rows.author("Orla"), tags=["calm"], categories=[rows.category("Grief")])


def ids(client, address, **extra):
    """Return the ids of the entries of a feed."""
    text = client.get(address, **extra).content
    if "json" in address:
        return [item["id"] for item in json.loads(text)["items"]]
    return [entry.id for entry in feedparser.parse(text).entries]


def rename(page, slug):
    page.slug = slug
    page.save()


@pytest.mark.parametrize("path", FEEDS)
def test_entry_keeps_its_id_when_its_address_changes(client, site, blog, post, path):
    before = ids(client, blog.url + path)

    rename(post, "corrected")
    blog.move(rows.team(site), pos="last-child")
    rename(BlogIndexPage.objects.get(), "moved")
    site.hostname = "new.example"
    site.save()
    after = ids(client, "/who-we-are/moved/" + path, secure=True, HTTP_HOST="new.example")

    assert (len(before), after) == (1, before)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", before[0])


def test_entry_has_one_id_in_all_feeds(client, blog, post):
    paths = [*FEEDS, "category/grief/feed/", "tag/calm/feed/atom/", "author/orla/feed/json/"]

    assert len({one for path in paths for one in ids(client, blog.url + path)}) == 1


def test_guid_of_rss_is_no_address(client, blog, post):
    assert b'<guid isPermaLink="false">urn:uuid:' in client.get(blog.url + "feed/").content


def test_translations_copies_and_aliases_have_ids_of_their_own(blog, post):
    german = Locale.objects.create(language_code="de")
    translated = post.copy_for_translation(german, copy_parents=True)
    copied = post.copy(update_attrs={"slug": "copied"})
    alias = post.create_alias(update_slug="mirror")

    assert len({permanent_id(page) for page in (post, translated, copied, alias)}) == 4


def test_feeds_have_an_id_each_that_stays(client, blog, post):
    paths = ["", "category/grief/", "tag/calm/", "author/orla/"]

    def feed_ids(address):
        texts = (client.get(f"{address}{path}feed/atom/").content for path in paths)
        return [feedparser.parse(text).feed.id for text in texts]

    before = feed_ids(blog.url)
    rename(blog, "moved")
    assert feed_ids("/moved/") == before
    assert len({one for one in before if one.startswith("urn:uuid:")}) == 4


def test_atom_names_who_publishes_it(client, blog):
    feed = feedparser.parse(client.get(blog.url + "feed/atom/").content)

    assert feed.feed.author == "Foreign host"
