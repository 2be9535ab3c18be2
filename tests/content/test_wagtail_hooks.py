"""What an editor does with content notes in the admin, and what we add to all of it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.pages import forms
from wagtail_therapy.content.models import ContentNote

ADMIN = "/admin/snippets/wagtail_therapy_content/contentnote/"


def test_note_is_added(site, editor_client):
    data = forms.snippet_form(editor_client, ADMIN + "add/", name="Suicide")

    editor_client.post(ADMIN + "add/", data)

    assert [(note.name, note.text) for note in ContentNote.objects.all()] == [("Suicide", "")]


@pytest.mark.parametrize(("query", "found"), [("?q=suic", ["Suicide"]), ("?q=xyz", [])])
def test_notes_are_found_in_the_list(site, editor_client, query, found):
    ContentNote.objects.create(name="Suicide")
    html = BeautifulSoup(editor_client.get(ADMIN + query).content.decode(), "html.parser")

    assert [link.text.strip() for link in html.select("td.title .title-wrapper a")] == found


def test_message_that_informs_has_an_icon(editor_client):
    icons = BeautifulSoup(editor_client.get(reverse("wagtailadmin_sprite")).content, "html.parser")

    assert len(icons.find_all(id="icon-info")) == 1
