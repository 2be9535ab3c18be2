"""The addresses of a blog besides its own."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.blog import archives
from wagtail_therapy.blog.categories import CategoryTree
from wagtail_therapy.pages.models import BlogPostPage


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla", short_bio="I write.")


def shown(client, address):
    """Return the heading, the cards and the note about them."""
    response = client.get(address)
    assert response.status_code == 200, address
    html = BeautifulSoup(response.content.decode(), "html.parser")
    cards = [card.h2.text.strip() for card in html.find_all(class_="therapy-card")]
    return " ".join(html.h1.text.split()), cards


def dated(post, year, month, day=1):
    moment = datetime(year, month, day, 12, tzinfo=UTC)
    BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=moment)


def test_category_lists_its_posts_and_those_of_categories_within(blog, orla, client):
    grief = rows.category("Grief")
    loss = rows.category("Loss", parent=grief)
    pets = rows.category("Pets", parent=loss)
    for title, category in [("One", grief), ("Two", loss), ("Three", pets), ("Other", None)]:
        rows.post(blog, orla, title=title, categories=[category] if category else [])

    assert shown(client, blog.url + "category/grief/") == ("Grief", ["Three", "Two", "One"])
    assert shown(client, blog.url + "category/loss/") == ("Loss", ["Three", "Two"])


def test_category_without_posts_says_so(blog, client):
    rows.category("Grief")

    assert shown(client, blog.url + "category/grief/") == ("Grief", [])


def test_categories_that_lie_within_each_other_are_shown(blog, orla, client):
    one = rows.category("One")
    two = rows.category("Two", parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=two)
    rows.post(blog, orla, title="Post", categories=[two])

    assert shown(client, blog.url + "category/one/") == ("One", ["Post"])


def test_tag_lists_its_posts(blog, orla, client):
    rows.post(blog, orla, title="One", tags=["first session"])
    rows.post(blog, orla, title="Two")

    assert shown(client, blog.url + "tag/first-session/") == (
        "Posts about “first session”",
        ["One"],
    )


def test_author_lists_their_posts(blog, orla, client):
    rows.post(blog, orla, title="One")
    rows.post(blog, rows.author("Mateo"), title="Two")

    assert shown(client, blog.url + "author/orla/") == ("Posts by Orla", ["One"])


def test_authors_of_one_name_have_lists_of_their_own(blog, orla, client):
    namesake = rows.author("Orla")
    rows.post(blog, orla, title="One")
    rows.post(blog, namesake, title="Two")

    assert shown(client, blog.url + "author/orla-2/") == ("Posts by Orla", ["Two"])


def test_year_and_month_list_their_posts(blog, orla, client):
    dated(rows.post(blog, orla, title="Old"), 2019, 12, 31)
    dated(rows.post(blog, orla, title="New"), 2020, 1)
    dated(rows.post(blog, orla, title="Newer"), 2020, 2)

    assert shown(client, blog.url + "2020/") == ("Posts from 2020", ["Newer", "New"])
    assert shown(client, blog.url + "2020/01/") == ("Posts from January 2020", ["New"])
    assert shown(client, blog.url + "2019/12/") == ("Posts from December 2019", ["Old"])


@pytest.mark.usefixtures("search_index")
def test_search_finds_posts_by_title_body_and_author(blog, orla, client):
    rows.post(blog, orla, title="Grief", body=[("paragraph", "<p>About a river.</p>")])
    rows.post(blog, rows.author("Mateo Quill"), title="Sleep")

    assert shown(client, blog.url + "search/?q=river") == ("Search for “river”", ["Grief"])
    assert shown(client, blog.url + "search/?q=quill") == ("Search for “quill”", ["Sleep"])
    assert shown(client, blog.url + "search/?q=nothing") == ("Search for “nothing”", [])


@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize("query", ["", '"', "   ", "%22%22", "*", "a%22b", "OR", "%00", "AND NOT"])
def test_search_takes_whatever_is_typed(blog, orla, client, query):
    rows.post(blog, orla)

    assert client.get(f"{blog.url}search/?q={query}").status_code == 200


def test_search_is_kept_to_the_reader(blog, client):
    response = client.get(blog.url + "search/?q=leaving")
    assert response["Cache-Control"] == "private, no-store, max-age=0"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Cache-Control" not in client.get(blog.url + "search/")


def test_search_takes_ten_thousand_characters(blog, client):
    assert client.get(blog.url + "search/", {"q": "word " * 2000}).status_code == 200


@pytest.mark.usefixtures("search_index")
@pytest.mark.parametrize(
    "address",
    [
        "category/nothing/",
        "tag/nothing/",
        "author/unknown/",
        "2024/13/",
        "2024/00/",
        "2024/1/",
        "0000/",
        "0000/01/",
        "0001/",
        "0050/03/",
        "9999/",
        "9999/12/",
        "20244/",
        "2024/02/31/",
        "1999/",
        "?page=abc",
        "?page=0",
        "?page=2",
        "category/grief/?page=2",
        "search/?q=post&page=7",
        "search/?page=x",
        "tag/%F0%9F%98%80/",
        "author/%00/",
    ],
)
def test_what_is_not_there_is_not_found(blog, orla, client, address):
    rows.post(blog, orla, categories=[rows.category("Grief")])

    assert client.get(blog.url + address).status_code == 404


@pytest.mark.usefixtures("search_index")
def test_archives_are_divided_into_pages(blog, orla, client):
    for number in range(11):
        rows.post(blog, orla, title=f"Post {number}", body=[("paragraph", "<p>river</p>")])

    pages = BeautifulSoup(
        client.get(blog.url + "search/", {"q": "river"}).content.decode(), "html.parser"
    )
    assert pages.find(rel="next")["href"] == "?q=river&page=2"
    assert len(shown(client, blog.url + "search/?q=river&page=2")[1]) == 1
    assert len(shown(client, blog.url + "author/orla/?page=2")[1]) == 1


def test_subcategory_that_was_translated_stays_within_its_parent(site, blog, orla, client):
    german = Locale.objects.create(language_code="de")
    angst, panik = rows.category("Anxiety"), rows.category("Panic")
    panik.parent = angst
    panik.save()
    for category in (angst, panik):
        copy = category.copy_for_translation(german)
        copy.slug = f"{category.slug}-de"
        copy.save()
    post = rows.post(blog, orla, categories=[panik])
    rows.publish(post.copy_for_translation(german, copy_parents=True))
    tree = CategoryTree.of_locale(german.pk)

    assert [(one.category.slug, one.depth) for one in tree.branches()] == [
        ("anxiety-de", 0),
        ("panic-de", 1),
    ]
    german_blog = blog.get_translation(german)
    found = archives.of_category(german_blog, "anxiety-de").posts
    assert [one.pk for one in found] == [post.get_translation(german).pk]


def test_tag_of_signs_only_is_shown_without_a_link(blog, orla, client):
    post = rows.post(blog, orla, tags=["🙂"])

    html = BeautifulSoup(client.get(post.url).content.decode(), "html.parser")
    assert str(html.find(class_="therapy-tags").li) == "<li>🙂</li>"


def test_addresses_hold_without_a_slash_at_the_end(blog, orla, client, monkeypatch):
    # Wagtail reads the setting once, when it starts.
    monkeypatch.setattr("wagtail.models.pages.WAGTAIL_APPEND_SLASH", False)
    rows.post(blog, orla, categories=[rows.category("Grief")])

    html = BeautifulSoup(client.get("/notes/category/grief/").content.decode(), "html.parser")
    assert html.find(rel="canonical")["href"] == "http://testserver/notes/category/grief/"
    assert html.find(class_="therapy-categories").a["href"] == "/notes/category/grief/"
    feeds = [link["href"] for link in html.find_all("link", type="application/rss+xml")]
    assert feeds == [
        "http://testserver/notes/category/grief/feed/",
        "http://testserver/notes/feed/",
    ]
