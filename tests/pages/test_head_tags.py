"""Tags of the head that a host's base template writes itself, and ours leave out."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup

from tests.pages import rows
from tests.pages.test_heads import head, html
from wagtail_therapy.pages.models import BlogPostPage

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def approach(site):
    return rows.approach(rows.approaches(site), "ACT", short_definition="Making room for it.")


@pytest.fixture
def pictured_post(site):
    """A post whose head has everything but robots, feeds and translations."""
    blog = rows.blog(site, "Notes")
    picture = {"lead_image": rows.image(width=1600, height=1600), "lead_image_alt": "A lake"}
    return rows.post(blog, rows.author("Orla"), excerpt="Short.", **picture)


@pytest.mark.parametrize(
    ("left_out", "starts"),
    [
        ("description", "description"),
        ("canonical", "canonical"),
        ("authors", "author"),
        ("open_graph", ("og:", "article:")),
        ("twitter", "twitter:"),
    ],
)
def test_head_tags_that_the_host_writes_itself_are_left_out(
    pictured_post, client, settings, left_out, starts
):
    everything = head(client, pictured_post)
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"BASE_TEMPLATE_HEAD_TAGS": [left_out]}

    left = head(client, pictured_post)

    assert left == [pair for pair in everything if not pair[0].startswith(starts)]
    assert len(left) < len(everything)


def test_feeds_that_the_host_names_itself_are_left_out(site, client, settings):
    blog = rows.blog(site)
    feeds = [pair for pair in head(client, blog) if pair[0] == "alternate"]
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"BASE_TEMPLATE_HEAD_TAGS": ["feeds"]}

    assert feeds != []
    assert [pair for pair in head(client, blog) if pair in feeds] == []


def test_graph_that_the_host_writes_itself_is_left_out(approach, client, settings):
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"BASE_TEMPLATE_HEAD_TAGS": ["json_ld"]}

    assert "ld+json" not in html(client, approach)


def test_description_is_always_ours_where_the_host_writes_none(
    approach, client, settings, tmp_path
):
    (tmp_path / "bare.html").write_text("<head>{% block extra_css %}{% endblock %}</head>")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    host = {"BASE_TEMPLATE": "bare.html", "BASE_TEMPLATE_HEAD_TAGS": []}
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | host
    approach.search_description = "Written by hand"
    rows.publish(approach)

    assert head(client, approach)[0] == ("description", "Written by hand")


@pytest.fixture
def described_lists(site):
    """Lists whose editor described them, each with something on its routes."""
    written = {"search_description": "Written of the list"}
    rows.team(site, **written)
    index = rows.approaches(site, **written)
    for title in ("ACT", "EFT"):
        concerns = [rows.used_for(rows.concern(f"Grief {title}"))]
        rows.approach(index, title, short_definition="Room.", concerns=concerns)
    rows.concern("Sleep", description="Nights.")
    blog, orla = rows.blog(site, **written), rows.author("Orla", short_bio="Patterns.")
    category = rows.category("Loss", description="When it is over.")
    for number in range(11):
        dated = {"title": f"Post {number}", "categories": [category], "tags": ["calm"]}
        rows.post(blog, orla, **dated)
    moment = datetime(2026, 1, 31, tzinfo=UTC)
    BlogPostPage.objects.update(first_published_at=moment)


IN_BLOG = ", in the blog “Notes”"
DESCRIPTIONS = {
    "/approaches/concerns/grief-act/": (
        "Grief ACT: what may help, and what guidelines and research say about it."
    ),
    "/approaches/concerns/sleep/": "Nights.",
    "/approaches/compare/?a=act&a=eft": (
        "ACT and EFT side by side: what sessions are like, and what guidelines and research say."
    ),
    "/approaches/history/": "What we said about each approach, and when and why we changed it.",
    "/approaches/take-along/": (
        "A page to print for a first appointment: a summary of each approach, questions to ask, "
        "and room to write."
    ),
    "/notes/?page=2": "Notes, page 2",
    "/notes/category/loss/": "When it is over.",
    "/notes/category/loss/?page=2": "Loss – Notes, page 2",
    "/notes/tag/calm/": f"Posts about “calm”{IN_BLOG}",
    "/notes/author/orla/": "Patterns.",
    "/notes/2026/": f"Posts from 2026{IN_BLOG}",
    "/notes/2026/01/": f"Posts from January 2026{IN_BLOG}",
    "/notes/search/": f"Search{IN_BLOG}",
    "/who-we-are/orla/": "Patterns.",
}


@pytest.mark.parametrize("writes", [["search_description"], [], ["description"]])
@pytest.mark.usefixtures("described_lists")
def test_each_route_of_a_list_has_one_description_and_it_is_its_own(
    client, settings, tmp_path, writes
):
    theirs = '<meta name="description" content="{{ page.search_description }}">' if writes else ""
    base = f"<head>{theirs}{{% block extra_css %}}{{% endblock %}}</head>"
    (tmp_path / "bare.html").write_text(base)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    host = {"BASE_TEMPLATE": "bare.html", "BASE_TEMPLATE_HEAD_TAGS": writes}
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | host

    def described(address):
        page = BeautifulSoup(client.get(address).content.decode(), "html.parser")
        return [tag["content"] for tag in page.select("meta[name=description]")]

    assert {one: described(one) for one in DESCRIPTIONS} == {
        address: [description] for address, description in DESCRIPTIONS.items()
    }
    lists = ("/approaches/", "/notes/", "/who-we-are/")
    assert [described(one) for one in lists] == [["Written of the list"]] * 3
