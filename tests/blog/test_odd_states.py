"""Lists and feeds with nothing in them, with one post, with names that meet, and odd queries."""

import json
from datetime import UTC, datetime

import feedparser
import pytest
import time_machine
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import BlogPostPage

FEEDS = ["feed/", "feed/atom/", "feed/json/"]


@pytest.fixture
def blog(site):
    return rows.publish(rows.blog(site, title="Grief"))


@pytest.fixture
def grief(site):
    """One of each kind with the name "Grief", and its translation."""
    german = Locale.objects.create(language_code="de")
    category, author = rows.category("Grief"), rows.author("Grief")
    translated = []
    for one in (category, author):
        translated.append(one.copy_for_translation(german))
        translated[-1].save()
    note = ContentNote.objects.create(name="Loss")
    return [category, author, note, *translated]


@pytest.fixture
def post(blog, grief):
    """A post in which everything was chosen twice, the second time maybe in another language."""
    category, author, note, foreign_category, foreign_author = grief
    return rows.post(
        blog, author, author, foreign_author, title="Grief",
        categories=[category, foreign_category, category], tags=["Grief", "grief", "Loss"],
        content_notes=[note],
    )  # fmt: skip


@pytest.mark.usefixtures("grief")
@pytest.mark.parametrize("path", [*FEEDS, *(f"category/grief/{path}" for path in FEEDS)])
def test_empty_feed_is_the_same_until_something_changes(blog, client, path):
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
        first = client.get(blog.url + path)
    with time_machine.travel(datetime(2030, 1, 2, tzinfo=UTC), tick=False):
        again = client.get(blog.url + path, headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize("path", FEEDS)
def test_feed_of_a_blog_without_any_date_is_the_same(blog, client, path):
    post = rows.post(blog, rows.author())
    undated = {"first_published_at": None, "last_published_at": None}
    for page in (post, blog):
        type(page).objects.filter(pk=page.pk).update(**undated)
    found = []
    for day in (1, 2):
        with time_machine.travel(datetime(2030, 1, day, tzinfo=UTC), tick=False):
            found.append(client.get(blog.url + path)["ETag"])

    assert len(set(found)) == 1


def test_feed_without_introduction_says_its_title_once(blog, client):
    atom = feedparser.parse(client.get(blog.url + "feed/atom/").content).feed
    feed = json.loads(client.get(blog.url + "feed/json/").content)

    assert (atom.title, "subtitle" in atom) == ("Grief", False)
    assert (feed["title"], "description" in feed) == ("Grief", False)
    # RSS demands one.
    assert b"<description>Grief</description>" in client.get(blog.url + "feed/").content


@pytest.mark.usefixtures("post")
def test_entry_says_each_name_once(blog, client):
    (item,) = json.loads(client.get(blog.url + "feed/json/").content)["items"]
    (rss,) = feedparser.parse(client.get(blog.url + "feed/").content).entries
    (atom,) = feedparser.parse(client.get(blog.url + "feed/atom/").content).entries

    assert (item["tags"], item["authors"]) == (["Grief", "Loss"], [{"name": "Grief"}])
    for entry in (rss, atom):
        assert [tag.term for tag in entry.tags] == ["Grief", "Loss"]
        assert [author.name for author in entry.authors] == ["Grief"]


def test_page_and_card_name_each_once(blog, grief, post, client):
    category, author, note, *_foreign = grief
    page = BlogPostPage.objects.get(pk=post.pk)

    assert (page.get_authors(), page.get_categories(), page.get_content_notes()) == (
        [author],
        [category],
        [note],
    )
    assert b"Grief and Grief" not in client.get(blog.url).content


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize("address", ["", "category/grief/", "author/grief/", "search/"])
@pytest.mark.parametrize("query", ["?page=", "?page=%20", "?q=&page="])
def test_page_without_a_number_is_the_first(blog, client, address, query):
    assert client.get(blog.url + address + query).status_code == 200


@pytest.mark.parametrize("query", ["?page=0", "?page=2", "?page=abc", "?page=-1"])
def test_page_that_is_not_there_is_not_found(blog, client, query):
    assert client.get(blog.url + query).status_code == 404
