"""Links from a list of approaches and from posts to the pages of concerns."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory

from tests.approaches.page_text import text
from tests.pages import rows


def links(client, url):
    """Return the heading of the links to concerns on a page, and the links by their text."""
    html = BeautifulSoup(client.get(url).content.decode(), "html.parser")
    box = html.find(class_="therapy-concern-links")
    return box and (text(box.h2), {text(one): one["href"] for one in box.select("a")})


@pytest.fixture
def grief(index):
    """Return a concern that an approach is used for."""
    concern = rows.concern("Grief")
    rows.approach(index, "ACT", short_definition="Room.", concerns=[rows.used_for(concern)])
    return concern


def test_list_begins_with_what_brings_people(index, grief, client):
    rows.concern("Named by no approach")

    assert links(client, index.url) == (
        "What brings you here?",
        {"Grief": "/approaches/concerns/grief/"},
    )


def test_filtered_list_begins_with_its_results(index, grief, client):
    assert links(client, f"{index.url}?concern=grief") is None


def test_list_without_concerns_has_no_links(index, client):
    rows.approach(index, "ACT", short_definition="Room.")

    assert links(client, index.url) is None


def block(*concerns, heading=""):
    return [{"type": "concern_links", "value": {"heading": heading, "concerns": list(concerns)}}]


def test_block_links_to_all_concerns_that_have_something(site, index, grief, client):
    rows.concern("Named by no approach")
    post = rows.post(rows.blog(site), rows.author(), body=block())

    assert links(client, post.url) == (
        "What brings you here?",
        {"Grief": "/approaches/concerns/grief/"},
    )


def test_block_links_to_chosen_concerns_in_their_order(site, index, grief, client):
    sleep = rows.concern("Sleep")
    body = block(sleep.pk, grief.pk, heading="Why you came")
    post = rows.post(rows.blog(site), rows.author(), body=body)

    heading, found = links(client, post.url)
    assert (heading, list(found)) == ("Why you came", ["Sleep", "Grief"])


def test_block_is_nothing_without_a_public_list(site, client):
    post = rows.post(rows.blog(site), rows.author(), body=block())

    assert links(client, post.url) is None


def test_tag_links_from_any_template(index, grief):
    template = Template("{% load wagtail_therapy_approaches %}{% concern_links %}")
    request = RequestFactory().get("/", headers={"host": "testserver"})

    assert "/approaches/concerns/grief/" in template.render(Context({"request": request}))
    assert template.render(Context()).strip() == ""


@pytest.fixture
def post(site, grief):
    post = rows.post(rows.blog(site), rows.author())
    post.concerns = [grief]
    post.save_revision().publish()
    return post


def test_post_says_what_it_is_about(post, client):
    assert links(client, post.url) == (
        "This post is about",
        {"Grief": "/approaches/concerns/grief/"},
    )


def test_post_about_nothing_has_no_links(site, client):
    assert links(client, rows.post(rows.blog(site), rows.author()).url) is None


def test_post_links_to_no_list_that_a_stranger_may_not_read(post, index, client):
    before = bool(links(client, post.url))
    index.unpublish()

    assert (before, links(client, post.url)) == (True, None)


def test_post_links_to_the_new_address_of_a_list(post, index, client):
    links(client, post.url)
    index.slug = "ways"
    index.save_revision().publish()

    assert links(client, post.url)[1] == {"Grief": "/ways/concerns/grief/"}
