"""How categories are listed, chosen, and made while a post is written."""

import pytest
from django.utils.text import slugify
from wagtail.models import Locale, ModelLogEntry

from tests.newsletter.editors import member
from tests.pages import rows
from tests.parsed_html import parsed
from wagtail_therapy.blog.models import Category

LIST = "/admin/snippets/wagtail_therapy_blog/category/"
CHOOSE = "/admin/snippets/choose/wagtail_therapy_blog/category/"
CREATE = CHOOSE + "create/"


@pytest.fixture
def tree(site):
    """Two trees whose names are in another order than they are."""
    therapy = rows.category("Therapy")
    rows.category("Bereavement", parent=rows.category("Grief", parent=therapy))
    rows.category("Children")


def listed(client, query=""):
    table = parsed(client.get(LIST + query).content.decode()).select("tbody tr")
    return [
        (row.select_one(".title-wrapper").text.strip(), row.find_all("td")[2].text.strip())
        for row in table
    ]


def test_list_shows_the_tree_and_how_many_posts(editor_client, site, tree):
    grief, orla, blog = Category.objects.get(name="Grief"), rows.author(), rows.blog(site)
    rows.post(blog, orla, categories=[grief])
    rows.post(blog, orla, title="A draft", categories=[grief], live=False)

    assert listed(editor_client) == [
        ("Children", "0"),
        ("Therapy", "0"),
        ("— Grief", "2"),
        ("— — Bereavement", "0"),
    ]


def test_list_is_sorted_by_name_on_demand(editor_client, tree):
    names = [name for name, _count in listed(editor_client, "?ordering=-name")]

    assert names == ["Therapy", "Grief", "Children", "Bereavement"]


@pytest.mark.parametrize("address", [LIST, CHOOSE])
def test_lists_take_as_many_queries_for_three_as_for_one(
    site, django_assert_num_queries, django_assert_max_num_queries, address
):
    # Not everything: Wagtail asks for each row whether it may still be translated.
    client = member(site, model_permissions=["change_category"])
    rows.category("First")
    client.get(address)
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    rows.category("Second", parent=rows.category("Third"))

    with django_assert_num_queries(len(one)):
        client.get(address)


def test_chooser_shows_the_tree(editor_client, tree):
    html = parsed(editor_client.get(CHOOSE).json()["html"])

    assert [link.text.strip() for link in html.select("a[data-chooser-modal-choice]")] == [
        "Children",
        "Therapy",
        "— Grief",
        "— — Bereavement",
    ]


def test_chooser_finds(editor_client, search_index, tree):
    html = parsed(editor_client.get(CHOOSE + "results/?q=grie").content.decode())

    assert [link.text.strip() for link in html.select("a[data-chooser-modal-choice]")] == [
        "— Grief"
    ]


@pytest.mark.parametrize("query", ["", "?multiple=1"])
def test_chooser_has_a_short_form_for_a_new_category(editor_client, site, query):
    html = parsed(editor_client.get(CHOOSE + query).json()["html"])

    form = html.find("form", action=CREATE + query)
    fields = form.find_all(["input", "textarea", "select"])
    names = [field["name"] for field in fields if field.get("type") not in ("hidden", "submit")]
    assert names == ["name", "parent", "description"]


def test_category_is_made_in_the_chooser(editor_client, tree):
    therapy = Category.objects.get(name="Therapy")
    data = {"name": "Sleep & rest", "parent": therapy.pk, "description": "Nights."}

    answer = editor_client.post(CREATE + "?multiple=1", data).json()

    made = Category.objects.get(name="Sleep & rest")
    assert (made.slug, made.parent, made.description) == (
        slugify("Sleep & rest"),
        therapy,
        "Nights.",
    )
    assert [(one["id"], one["string"]) for one in answer["result"]] == [
        (str(made.pk), "Sleep & rest")
    ]
    assert ModelLogEntry.objects.get().action == "wagtail.create"


def test_category_made_within_another_has_its_language(editor_client, site):
    german = Locale.objects.create(language_code="de")
    parent = rows.category("Therapie", locale=german)

    editor_client.post(CREATE, {"name": "Trauer", "parent": parent.pk, "description": ""})

    assert Category.objects.get(name="Trauer").locale == german


def test_category_needs_a_name(editor_client, site):
    answer = editor_client.post(CREATE, {"name": "", "parent": "", "description": ""}).json()

    assert (answer["step"], Category.objects.count()) == ("reshow_creation_form", 0)
