"""Two sites with a blog each: neither shows anything of the other."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from tests.pages import rows
from tests.testapp.models import HomePage
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostPage

HOSTS = {"ours.example": "Ours", "theirs.example": "Theirs"}
SIDEBAR = [
    ("recent_posts", {"heading": "Recent", "number": 9}),
    ("categories", {"heading": "Categories"}),
    ("months", {"heading": "Archive"}),
]


@pytest.fixture(autouse=True)
def headless(settings):
    settings.ROOT_URLCONF = "tests.site_urls"
    cache.clear()


@pytest.fixture
def blogs(site, search_index):
    """Two blogs with two posts each, which name the same author, category and tag."""
    site.hostname = "ours.example"
    site.save()
    home = site.root_page.get_parent().add_child(instance=HomePage(title="Them", slug="them"))
    other = Site.objects.create(hostname="theirs.example", root_page=home)
    orla, grief = rows.author("Orla"), rows.category("Grief")
    found = {}
    for one, name in zip((site, other), HOSTS.values(), strict=True):
        blog = found[name] = rows.blog(one, "Notes", sidebar=SIDEBAR)
        for number in ("one", "two"):
            rows.post(blog, orla, title=f"{name} {number}", categories=[grief], tags=["tag"])
    return found


def get(host, address, status=200):
    response = Client(headers={"host": host}).get(address)
    assert response.status_code == status, address
    return response


def soup(host, address):
    return BeautifulSoup(get(host, address).content.decode(), "html.parser")


def cards(host, address):
    return [card.h2.text.strip() for card in soup(host, address).find_all(class_="therapy-card")]


@pytest.mark.parametrize(("host", "name"), HOSTS.items())
def test_lists_archives_search_and_feeds_are_those_of_the_site(blogs, host, name):
    (other,) = set(HOSTS.values()) - {name}
    moment = BlogPostPage.objects.first().first_published_at
    paths = "", "category/grief/", "tag/tag/", "author/orla/", "search/?q=one"
    feeds = "feed/", "feed/atom/", "feed/json/", "category/grief/feed/"
    for path in (*paths, f"{moment:%Y}/", f"{moment:%Y/%m}/", *feeds):
        text = get(host, f"/notes/{path}").content.decode()
        assert (f"{name} one" in text, other in text) == (True, False), path


@pytest.mark.parametrize(("host", "name"), HOSTS.items())
def test_counts_recent_and_related_posts_are_those_of_the_site(blogs, host, name):
    html = soup(host, f"/notes/{name.lower()}-one/")
    recent, categories, *_more = html.aside.find_all("ul")
    related = html.find(class_="therapy-related").find_all("a")

    assert [link.text.strip() for link in recent.find_all("a")] == [f"{name} two"]
    assert " ".join(categories.text.split()) == "Grief (2)"
    assert [link.text.strip() for link in related] == [f"{name} two"]


@pytest.mark.parametrize(("host", "name"), HOSTS.items())
def test_sitemap_and_api_are_those_of_the_site(blogs, host, name):
    sitemap = get(host, "/sitemap.xml").content.decode()
    listed = get(host, "/api/v2/pages/?type=wagtail_therapy_pages.BlogPostPage").json()

    slug = name.lower()
    assert re.findall(rf"<loc>http://{host}(.*?)</loc>", sitemap) == [
        "/",
        "/notes/",
        "/notes/category/grief/",
        "/notes/tag/tag/",
        "/notes/author/orla/",
        f"/notes/{slug}-one/",
        f"/notes/{slug}-two/",
    ]
    assert [item["title"] for item in listed["items"]] == [f"{name} one", f"{name} two"]


def test_blog_that_moves_to_the_other_site_is_there_only(blogs):
    theirs = Site.objects.get(hostname="theirs.example").root_page
    blogs["Ours"].slug = "moved"
    rows.publish(blogs["Ours"])
    BlogIndexPage.objects.get(pk=blogs["Ours"].pk).move(theirs, "last-child")

    get("ours.example", "/moved/", status=404)
    assert cards("theirs.example", "/moved/tag/tag/") == ["Ours two", "Ours one"]
    assert cards("theirs.example", "/notes/tag/tag/") == ["Theirs two", "Theirs one"]
    html = soup("theirs.example", "/moved/ours-one/")
    recent = [link.text.strip() for link in html.aside.ul.find_all("a")]
    # Recent posts are those of the site, whichever blog they are in.
    assert sorted(recent) == ["Ours two", "Theirs one", "Theirs two"]
