"""What an editor does with categories in the admin."""

import pytest
from bs4 import BeautifulSoup

from tests.pages import forms, rows
from wagtail_therapy.blog.models import Category

ADMIN = "/admin/snippets/wagtail_therapy_blog/category/"
NEW = ADMIN + "add/"


def test_category_is_made_within_another(site, editor_client):
    therapy = rows.category("Therapy")
    data = forms.snippet_form(editor_client, NEW, name="Approaches", parent=therapy.pk)

    editor_client.post(NEW, data)

    category = Category.objects.get(name="Approaches")
    assert (category.slug, category.parent) == ("approaches", therapy)


def test_category_within_itself_is_refused(site, editor_client):
    therapy = rows.category("Therapy")
    edit = f"{ADMIN}edit/{therapy.pk}/"
    data = forms.snippet_form(editor_client, edit, parent=therapy.pk)

    response = editor_client.post(edit, data)

    assert response.context["form"].errors == {"parent": ["A category can’t be inside itself."]}


@pytest.mark.parametrize(("query", "found"), [("?q=grie", ["Grief"]), ("?q=xyz", [])])
def test_categories_are_found_in_the_list(site, editor_client, query, found):
    rows.category("Grief")
    html = BeautifulSoup(editor_client.get(ADMIN + query).content.decode(), "html.parser")

    assert [link.text.strip() for link in html.select("td.title .title-wrapper a")] == found
