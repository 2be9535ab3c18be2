"""The blocks beside a blog, as a visitor gets them."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from tests.pages import rows
from wagtail_therapy.blog.blocks import SidebarBlock


@pytest.fixture
def blog(site):
    cache.clear()
    return rows.blog(site)


def side(client, blog, *blocks):
    blog.sidebar = list(blocks)
    blog.save()
    html = BeautifulSoup(client.get(blog.url).content.decode(), "html.parser")
    return html.find(class_="therapy-sidebar")


def links(html):
    return [(link.text.strip(), link["href"]) for link in html.find_all("a")]


def test_follow_us_shows_plain_links(blog, client):
    value = {
        "heading": "Elsewhere",
        "links": [
            {"network": "mastodon", "url": "https://social.example/@us"},
            {"network": "rss", "url": "https://practice.example/feed/"},
            {"network": "", "url": "https://profile.example/"},
        ],
    }
    html = side(client, blog, ("follow", value))

    assert (html.h2.text, links(html)) == (
        "Elsewhere",
        [("Mastodon", "https://social.example/@us"), ("RSS", "https://practice.example/feed/")],
    )
    assert [icon["class"] for icon in html.find_all("svg")] == [["therapy-icon"]] * 2


def test_categories_and_months_are_counted(blog, client):
    grief = rows.category("Grief")
    rows.post(blog, rows.author(), categories=[rows.category("Loss", parent=grief)])
    html = side(client, blog, ("categories", {"heading": "Topics"}), ("months", {"heading": ""}))

    topics, months = html.find_all(class_="therapy-widget")
    assert links(topics) == [
        ("Grief", "/notes/category/grief/"),
        ("Loss", "/notes/category/loss/"),
    ]
    assert [count.text for count in html.find_all(class_="therapy-count")] == ["(1)"] * 3
    assert (months.h2, len(links(months))) == (None, 1)


def test_recent_posts_may_be_of_one_category(blog, client):
    grief, orla = rows.category("Grief"), rows.author()
    rows.post(blog, orla, title="Other")
    rows.post(blog, orla, title="Of grief", categories=[grief])
    value = {"heading": "Recent", "number": 5, "category": grief}

    assert links(side(client, blog, ("recent_posts", value))) == [("Of grief", "/notes/of-grief/")]


def test_search_asks_the_blog(blog, client):
    two = [("search", {"heading": "Search"})] * 2
    forms = side(client, blog, *two).find_all("form")

    assert [(form["action"], form["method"]) for form in forms] == [("/notes/search/", "get")] * 2
    assert len({form.input["id"] for form in forms}) == 2


def test_search_page_shows_a_single_search_field(blog, client):
    side(client, blog, ("search", {"heading": "Search"}), ("months", {"heading": "Archive"}))
    html = BeautifulSoup(client.get(f"{blog.url}search/?q=grief").content, "html.parser")

    assert [field["value"] for field in html.find_all("input", type="search")] == ["grief"]


def test_author_of_a_post_is_presented_once(blog, client):
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    bio = {"author": orla, "heading": "About me", "layout": "short"}
    side(client, blog, ("author_bio", bio), ("search", {"heading": "Search"}))
    placed = [("author_bio", bio | {"layout": "full"})]
    pages = [rows.post(blog, orla), rows.post(blog, mateo), rows.post(blog, mateo, body=placed)]

    assert [bios(client, page) for page in pages] == [
        [("Orla", "main")],
        [("Mateo", "main"), ("Orla", "side")],
        [("Orla", "main"), ("Mateo", "main")],
    ]


def bios(client, page):
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    return [
        (name.text, "side" if name.find_parent("aside") else "main")
        for name in html.select(".therapy-author-name")
    ]


def test_sidebar_shows_the_author(blog, client):
    bio = {"author": rows.author("Orla"), "heading": "About me", "layout": "short"}

    assert side(client, blog, ("author_bio", bio)).find(class_="therapy-author-name").text == "Orla"


def test_sidebar_blocks_have_previews(db):
    for block in SidebarBlock().child_blocks.values():
        block.render(block.get_preview_value(), {"is_preview": True})


def subscribe_forms(client, page):
    html = client.get(page.url).content
    return [
        "side" if form.find_parent("aside") else "main"
        for form in BeautifulSoup(html, "html.parser").select("form.therapy-form")
    ]


def test_subscribe_form_is_shown_once(site, client):
    plain, full = rows.blog(site), rows.blog(site, "Full")
    full.sidebar = [{"type": "subscribe_form", "value": {"heading": "", "text": ""}}]
    rows.publish(full)
    full.refresh_from_db()
    pages = [plain, rows.post(plain, rows.author()), full, rows.post(full, rows.author())]

    assert [subscribe_forms(client, page) for page in pages] == [
        ["main"],
        ["main"],
        ["side"],
        ["main"],
    ]
