"""What the editor of a post shows before it is published, and says afterwards."""

import pytest
from django.test import Client

from tests.pages import forms, rows
from tests.parsed_html import parsed

ADVICE = [
    "Excerpt: None written, so lists and emails show the first words instead.",
    "Categories: None chosen, so readers find the post only in the list of all posts.",
]


@pytest.fixture
def post(site):
    return rows.post(rows.blog(site), rows.author(), live=False)


def words(element):
    return " ".join(element.get_text(" ").split())


def listed(client: Client, post):
    page = parsed(client.get(edit(post)).content.decode())
    panel = page.select_one("section[id*=before_you_publish]")
    return panel and [words(item) for item in panel.select("li")]


def edit(post):
    return f"/admin/pages/{post.pk}/edit/"


def warned(client, address, **action):
    data = forms.page_form(client, address, title="A post", body=forms.body()) | action
    response = client.post(address, data, follow=True)
    page = parsed(response.content.decode())
    return [words(item) for item in page.select(".messages .warning")]


def test_editor_lists_what_readers_would_miss(editor_client, post):
    assert listed(editor_client, post) == ADVICE


def test_panel_is_not_there_when_nothing_is_missing(editor_client, post):
    post.excerpt = "In short."
    post.post_categories = [post.post_categories.model(category=rows.category())]
    post.save_revision()

    assert listed(editor_client, post) is None


def test_panel_looks_at_the_draft(editor_client, post):
    post.excerpt = "In short."
    post.save_revision()

    assert listed(editor_client, post) == ADVICE[1:]


def test_panel_is_not_there_for_a_new_post(editor_client, post):
    new = f"/admin/pages/add/wagtail_therapy_pages/blogpostpage/{post.get_parent().pk}/"

    assert "before_you_publish" not in editor_client.get(new).content.decode()


def test_editor_is_warned_after_publishing_and_it_is_published(editor_client, post):
    found = warned(editor_client, edit(post), **{"action-publish": "yes"})

    post.refresh_from_db()
    assert (found, post.live) == ([f"“A post”. {' '.join(ADVICE)} Edit"], True)


def test_editor_is_not_warned_after_saving_a_draft(editor_client, post):
    assert warned(editor_client, edit(post)) == []
