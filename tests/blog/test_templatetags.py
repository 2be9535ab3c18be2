from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from tests.pages import rows


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def orla(site):
    return rows.author("Orla")


def rendered(source, **context):
    template = Template("{% load wagtail_therapy_blog %}" + source)
    return BeautifulSoup(template.render(Context(context)), "html.parser")


def test_posts_of_an_author_are_the_newest_and_lead_to_all(blog, orla, rf):
    rows.post(blog, rows.author("Mateo"), title="Not hers")
    rows.post(blog, orla, title="Draft", live=False)
    for number in range(6):
        rows.post(blog, orla, title=f"Post {number}")

    links = rendered("{% author_posts author %}", author=orla, request=rf.get("/")).find_all("a")

    assert [(link.text, link["href"]) for link in links] == [
        *((f"Post {number}", f"/notes/post-{number}/") for number in (5, 4, 3, 2, 1)),
        ("All posts by Orla", "/notes/author/orla/"),
    ]


def test_author_without_posts_has_no_list(blog, orla, rf):
    html = rendered("{% author_posts author %}", author=orla, request=rf.get("/"))

    assert html.text.strip() == ""


def test_profile_lists_the_posts_of_the_author(blog, orla, client):
    rows.post(blog, orla, title="Why?")
    team = rows.team(blog.get_site())

    html = BeautifulSoup(client.get(f"{team.url}orla/").content.decode(), "html.parser")

    assert [link.text for link in html.find(class_="therapy-links").find_all("a")] == ["Why?"]


def test_share_links_carry_the_whole_address(blog, orla, rf):
    post = rows.post(blog, orla, title="A & B: ü", slug="a-b")
    each = "{% for name, url in links %}<a href='{{ url }}'>{{ name }}</a>{% endfor %}"
    source = "{% share_links page as links %}" + each

    links = rendered(source, page=post, request=rf.get("/")).find_all("a")

    assert {link.text: unquote(link["href"]) for link in links} == {
        "Email": "mailto:?subject=A & B: ü&body=http://testserver/notes/a-b/",
        "Facebook": "https://www.facebook.com/sharer/sharer.php?u=http://testserver/notes/a-b/",
        "LinkedIn": "https://www.linkedin.com/sharing/share-offsite/?url=http://testserver/notes/a-b/",
        "WhatsApp": "https://wa.me/?text=http://testserver/notes/a-b/",
        "Bluesky": "https://bsky.app/intent/compose?text=http://testserver/notes/a-b/",
    }


def test_address_of_an_archive_needs_a_blog(blog, rf):
    source = "{% archive_url blog 'tag' 'ruhe' %}"

    assert rendered(source, blog=blog, request=rf.get("/")).text == "/notes/tag/ruhe/"
    assert rendered(source, blog=None).text == ""
