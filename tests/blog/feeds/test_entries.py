"""Posts in feeds: what must be left out, and what must come first."""

import feedparser
import pytest

from tests.pages import rows
from wagtail_therapy.content.models import ContentNote


@pytest.fixture
def blog(site):
    return rows.blog(site)


def entry_of(client, address):
    (entry,) = feedparser.parse(client.get(address).content).entries
    return entry


@pytest.mark.parametrize("path", ["feed/", "feed/atom/", "feed/json/"])
def test_what_no_xml_may_hold_is_left_out(blog, client, path):
    body = [("paragraph", '<p>a\x0bb <a href="http://[your-site]/">c</a></p>')]
    rows.post(blog, rows.author("Or\x0bla"), title="Line\x0bbreak", body=body, tags=["x\x0by"])

    text = client.get(blog.url + path).content.decode()

    assert ("Linebreak" in text, "\x0b" in text, "http://[your-site]/" in text) == (
        True,
        False,
        True,
    )


def test_hard_topics_are_named_before_the_text(blog, client):
    post = rows.post(blog, rows.author(), body=[("paragraph", "<p>Text.</p>")])
    post.content_notes = [ContentNote.objects.create(name="loss & more")]
    rows.publish(post)
    entry = entry_of(client, blog.url + "feed/")

    assert entry.summary == "Content note: loss &amp; more. Text."
    assert entry.content[0].value.startswith("<p>Content note: loss &amp; more</p>")


def test_feed_keeps_hostile_and_foreign_letters_in_a_title(blog, client):
    title = "]]> \u202b\u05e9\u05dc\u05d5\u05dd\u202c " + "😀" * 200
    rows.post(
        blog, rows.author(), title=title, slug="x", body=[("paragraph", "<p>a\u200bb 日本</p>")]
    )

    assert entry_of(client, blog.url + "feed/").title == title
