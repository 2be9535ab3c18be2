"""The feeds as a feed reader gets them."""

import json
from datetime import UTC, datetime

import feedparser
import pytest
from wagtail.models import PageViewRestriction

from tests.pages import rows
from wagtail_therapy.content.feeds.entries import permanent_id
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = rows.MAKES_RENDITIONS
MOMENT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
BASE = "http://testserver"


@pytest.fixture
def blog(site):
    return rows.blog(site, intro="<p>Now &amp; then.</p>")


@pytest.fixture
def post(blog):
    authors = [rows.author("Orla", post_nominals="PsyD"), rows.author("Mateo")]
    body = [
        ("paragraph", f'<p>First. <a linktype="page" id="{blog.pk}">All</a></p>'),
        ("image", {"image": rows.image(), "caption": "Seen"}),
        ("subscribe_form", {"heading": "Stay", "text": ""}),
    ]
    post = rows.post(
        blog,
        *authors,
        title="A & B",
        excerpt="In <short>.",
        body=body,
        categories=[rows.category("Grief")],
        tags=["calm"],
        lead_image=rows.image("Lead"),
    )
    BlogPostPage.objects.filter(pk=post.pk).update(
        first_published_at=MOMENT, last_published_at=MOMENT
    )
    return post


def post_id(post):
    return permanent_id(post).urn


def parsed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    headers = {name.lower(): value for name, value in response.headers.items()}
    feed = feedparser.parse(response.content, response_headers=headers)
    assert feed.bozo == 0, feed.bozo_exception
    return feed


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize(("path", "version"), [("feed/", "rss20"), ("feed/atom/", "atom10")])
def test_feed_has_all_fields_of_a_post(blog, client, path, version):
    feed = parsed(client, blog.url + path)
    (entry,) = feed.entries

    assert (
        feed.version,
        feed.feed.title,
        feed.feed.subtitle,
        feed.feed.link,
        feed.feed.language,
    ) == (
        version,
        "Notes",
        "Now & then.",
        f"{BASE}/notes/",
        "en",
    )
    assert (entry.link, entry.title) == (f"{BASE}/notes/a-b/", "A & B")
    assert (entry.summary, entry.published_parsed[:5]) == ("In &lt;short&gt;.", (2026, 3, 4, 9, 30))
    assert [author.name for author in entry.authors] == ["Orla", "Mateo"]
    assert [tag.term for tag in entry.tags] == ["Grief", "calm"]
    (picture,) = entry.media_content
    assert (picture["type"], picture["medium"], int(picture["filesize"]) > 0) == (
        "image/png",
        "image",
        True,
    )
    assert picture["url"].startswith(f"{BASE}/media/")
    # Podcast apps take what has one for an episode.
    assert entry.enclosures == []


@pytest.mark.usefixtures("post")
def test_text_in_a_feed_holds_anywhere(blog, client):
    (entry,) = parsed(client, blog.url + "feed/").entries
    html = entry.content[0].value

    assert f'<a href="{BASE}/notes/">All</a>' in html
    assert f'src="{BASE}/media/images/' in html
    assert [word for word in ("<form", "<script", "Stay") if word in html] == []


@pytest.mark.usefixtures("post")
def test_json_feed_has_the_same_fields(blog, client):
    response = client.get(blog.url + "feed/json/")
    feed = json.loads(response.content)
    (item,) = feed.pop("items")

    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Notes",
        "home_page_url": f"{BASE}/notes/",
        "feed_url": f"{BASE}/notes/feed/json/",
        "description": "Now & then.",
        "language": "en",
    }
    assert "First." in item.pop("content_html")
    assert item.pop("image").startswith(f"{BASE}/media/images/")
    assert item == {
        "id": post_id(BlogPostPage.objects.get()),
        "url": f"{BASE}/notes/a-b/",
        "title": "A & B",
        "summary": "In <short>.",
        "date_published": "2026-03-04T09:30:00+00:00",
        "date_modified": "2026-03-04T09:30:00+00:00",
        "authors": [{"name": "Orla"}, {"name": "Mateo"}],
        "tags": ["Grief", "calm"],
    }


@pytest.mark.usefixtures("post")
@pytest.mark.parametrize(
    ("address", "title", "link"),
    [
        ("category/grief/", "Notes: Grief", "/notes/category/grief/"),
        ("tag/calm/", "Notes: calm", "/notes/tag/calm/"),
        ("author/orla/", "Notes: Orla", "/notes/author/orla/"),
    ],
)
@pytest.mark.parametrize("path", ["feed/", "feed/atom/"])
def test_archives_have_feeds_of_their_own(blog, client, address, path, title, link):
    feed = parsed(client, blog.url + address + path)

    assert (feed.feed.title, feed.feed.link, len(feed.entries)) == (title, BASE + link, 1)


@pytest.mark.parametrize(
    "address",
    [
        "category/x/feed/",
        "tag/x/feed/",
        "author/x/feed/",
        "feed/xml/",
        "2026/feed/",
        "search/feed/",
    ],
)
def test_feed_of_nothing_is_not_there(blog, client, address):
    assert client.get(blog.url + address).status_code == 404


def test_feed_without_posts_is_a_feed(blog, client):
    assert [parsed(client, blog.url + path).entries for path in ("feed/", "feed/atom/")] == [[], []]
    assert json.loads(client.get(blog.url + "feed/json/").content)["items"] == []


def test_empty_post_is_served(blog, client):
    rows.post(blog, rows.author())

    assert [entry.title for entry in parsed(client, blog.url + "feed/").entries] == ["A post"]
    assert len(json.loads(client.get(blog.url + "feed/json/").content)["items"]) == 1


@pytest.mark.usefixtures("post")
def test_feed_of_a_private_blog_is_private(blog, client):
    PageViewRestriction.objects.create(page=blog, restriction_type="login")

    assert client.get(blog.url + "feed/").status_code == 302


@pytest.mark.usefixtures("post")
def test_feed_of_a_private_blog_is_kept_by_no_cache(blog, editor_client):
    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    response = editor_client.get(blog.url + "feed/")

    assert (response.status_code, response.headers["Cache-Control"]) == (
        200,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


@pytest.mark.parametrize("path", ["feed/", "feed/atom/", "feed/json/"])
def test_who_has_the_feed_gets_it_no_second_time(blog, post, client, path):
    first = client.get(blog.url + path)
    known = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    again = client.get(blog.url + path, **known)
    author = post.get_authors()[0]
    author.name = "Renamed"
    author.save()

    assert (first.headers["Cache-Control"], again.status_code, again.content) == (
        "public, max-age=300",
        304,
        b"",
    )
    assert client.get(blog.url + path, **known).status_code == 200


def test_post_without_a_date_is_served(blog, client):
    post = rows.post(blog, rows.author())
    BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=None, last_published_at=None)

    assert [entry.title for entry in parsed(client, blog.url + "feed/atom/").entries] == ["A post"]
