"""Tags of the head that a host's base template writes itself, and ours leave out."""

import pytest

from tests.pages import rows
from tests.pages.test_heads import head, html

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
