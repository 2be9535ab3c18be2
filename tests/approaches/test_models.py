"""Concerns and families of approaches."""

import pytest
from bs4 import BeautifulSoup

from tests.pages import forms, rows
from wagtail_therapy.approaches.models import ApproachFamily, Concern

CONCERNS = "/admin/snippets/wagtail_therapy_approaches/concern/"
CHOOSER = "/admin/snippets/choose/wagtail_therapy_approaches/concern/"


def test_concern_is_made_with_an_address(site, editor_client):
    add = f"{CONCERNS}add/"
    editor_client.post(add, forms.snippet_form(editor_client, add, name="Long-term pain"))

    concern = Concern.objects.get()
    assert (str(concern), concern.slug, concern.kind) == (
        "Long-term pain",
        "long-term-pain",
        "life",
    )


@pytest.mark.parametrize(("query", "found"), [("?q=grie", ["Grief"]), ("?q=xyz", [])])
def test_concerns_are_found_in_the_list(site, editor_client, query, found):
    rows.concern("Grief")
    html = BeautifulSoup(editor_client.get(CONCERNS + query).content.decode(), "html.parser")

    assert [link.text.strip() for link in html.select("td.title .title-wrapper a")] == found


def test_concern_is_made_while_one_writes(site, editor_client):
    data = {"name": "Grief", "kind": "life", "description": "It comes in waves."}
    prefixed = {f"create-form-{name}": value for name, value in data.items()}

    response = editor_client.post(f"{CHOOSER}create/", prefixed | data)

    assert (response.status_code, Concern.objects.get().name) == (200, "Grief")


def test_two_concerns_of_one_name_have_two_addresses(site):
    assert [rows.concern("Grief").slug, rows.concern("Grief").slug] == ["grief", "grief-2"]


def test_families_are_in_the_order_of_their_places(site):
    for name, place in [("Humanistic", 1), ("Systemic", 0), ("Cognitive", 1)]:
        ApproachFamily.objects.create(name=name, sort_order=place)

    assert [family.name for family in ApproachFamily.objects.all()] == [
        "Systemic",
        "Cognitive",
        "Humanistic",
    ]


def test_post_says_which_concerns_it_is_about(site, client):
    danger = rows.concern("Self-harm", shows_crisis_notice=True, offers_exit=True)
    post = rows.post(rows.blog(site), rows.author("Orla"), live=False)
    before = post.get_required_notices()
    post.concerns = [danger]
    rows.publish(post)

    assert (before, post.get_concerns()) == (set(), [danger])
    assert post.get_required_notices() == {"crisis_notice", "exit_button"}
