"""What the old site didn't show is nowhere on the public side."""

import pytest
from django.contrib.sites.requests import RequestSite
from wagtail.contrib.sitemaps import Sitemap

from tests.wordpress_import.blogs import add_blog, imported
from tests.wordpress_import.wxr.exports import item

HIDDEN = [
    {"status": "private"},
    {"status": "draft"},
    {"status": "pending"},
    {"status": "future"},
    {"status": "trash"},
    {"status": "archive"},
    {"password": "couch"},
]
PUBLIC = [
    *("/blog/", "/blog/feed/", "/blog/feed/atom/", "/blog/feed/json/", "/blog/2020/"),
    *("/blog/2020/11/", "/blog/author/ada-bell/", "/blog/search/?q=zebra", "/blog/open/"),
    *("/blog/category/people/", "/blog/tag/zebra-tag/", "/blog/zebra-1/", "/?p=1", "/?s=zebra"),
]
API = ["pages/?fields=*", "pages/?search=zebra", "authors/?fields=*"]
MORE = """
<category domain="category" nicename="people"><![CDATA[People]]></category>
<category domain="post_tag" nicename="zebra-tag"><![CDATA[Zebra-tag]]></category>
<wp:comment><wp:comment_id>9</wp:comment_id><wp:comment_author>Zebra</wp:comment_author>
<wp:comment_author_email>zebra@mail.example</wp:comment_author_email>
<wp:comment_author_IP>203.0.113.9</wp:comment_author_IP>
<wp:comment_content>Zebra</wp:comment_content><wp:comment_approved>0</wp:comment_approved>
<wp:comment_type>comment</wp:comment_type></wp:comment>
"""


@pytest.fixture
def blog(site, search_index):
    blog = add_blog(site)
    hidden = [
        item("<p>Zebra</p>", id=number, slug=f"zebra-{number}", title="Zebra", more=MORE, **fields)
        for number, fields in enumerate(HIDDEN, start=1)
    ]
    people = MORE[: MORE.index('<category domain="post_tag"')]
    comments = MORE[MORE.index("<wp:comment>") :]
    imported(blog, *hidden, item(id=20, slug="open", title="Open", more=people + comments))
    return blog


def test_hidden_posts_and_comments_are_nowhere(blog, client):
    shown = {address: client.get(address, follow=True).content.decode() for address in PUBLIC}
    leaks = {
        address
        for address, html in shown.items()
        for word in ("Zebra", "zebra-", "couch", "203.0.113.9")
        if word in html.replace(address, "")
    }
    assert leaks == set()
    assert "Open" in shown["/blog/"]


def test_hidden_posts_are_not_in_the_api(blog, client, settings):
    settings.ROOT_URLCONF = "tests.api_urls"
    shown = [client.get(f"/api/v2/{path}").content.decode() for path in API]
    assert ["Zebra" in one or "zebra-" in one for one in shown] == [False, False, False]
    assert "Open" in shown[0]


def test_hidden_posts_are_not_in_the_sitemap(blog, rf):
    request = rf.get("/sitemap.xml")
    found = [one["location"] for one in Sitemap(request).get_urls(site=RequestSite(request))]
    assert [one for one in found if "zebra" in one] == []
    assert any(one.endswith("/blog/open/") for one in found)
