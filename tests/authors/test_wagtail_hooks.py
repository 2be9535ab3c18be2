"""What an editor does with authors in the admin."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from tests.pages import forms, rows
from wagtail_therapy.authors.models import Author, AuthorLicense

pytestmark = rows.MAKES_RENDITIONS

ADMIN = "/admin/snippets/wagtail_therapy_authors/author/"
NEW = ADMIN + "add/"
PREVIEW = ADMIN + "preview/"


def test_author_is_saved_as_a_draft_with_a_name_only(site, editor_client):
    data = forms.snippet_form(editor_client, NEW, name="Orla")

    response = editor_client.post(NEW, data)

    author = Author.objects.get()
    assert (response.status_code, author.slug, author.live) == (302, "orla", False)


def test_author_is_not_saved_without_a_name(site, editor_client):
    response = editor_client.post(NEW, forms.snippet_form(editor_client, NEW, name=""))

    assert response.context["form"].errors == {"name": ["This field is required."]}


@pytest.mark.parametrize(("action", "count"), [({}, 1), ({"action-publish": "yes"}, 0)])
def test_license_without_a_title_is_for_drafts(site, editor_client, action, count):
    row = {"kind": "license", "title": "", "number": "7"}
    data = forms.snippet_form(editor_client, NEW, name="Orla", licenses=forms.inline_formset([row]))

    editor_client.post(NEW, data | action)

    assert Author.objects.count() == count


def test_author_is_published(site, editor_client):
    row = {"kind": "registration", "title": "Registered", "number": "7", "status": "full"}
    data = forms.snippet_form(editor_client, NEW, name="Orla", licenses=forms.inline_formset([row]))

    editor_client.post(NEW, data | {"action-publish": "yes"})

    author = Author.objects.get()
    found = [(row.kind, row.title, row.number) for row in author.licenses.all()]
    assert (author.live, found) == (True, [("registration", "Registered", "7")])


def test_author_with_a_slug_of_another_is_refused(site, editor_client):
    rows.author("Orla")
    data = forms.snippet_form(editor_client, NEW, name="Orla P", slug="orla")

    response = editor_client.post(NEW, data)

    assert response.context["form"].errors == {
        "slug": ["“orla” is already taken. Choose another, or leave this empty."]
    }


def names(response):
    html = BeautifulSoup(response.content.decode(), "html.parser")
    return [link.text.strip() for link in html.select("td.title .title-wrapper a")]


@pytest.mark.parametrize(("query", "found"), [("?q=orl", ["Orla"]), ("?q=xyz", []), ("", ["Orla"])])
def test_authors_are_found_in_the_list(site, editor_client, query, found):
    rows.author("Orla")

    assert names(editor_client.get(ADMIN + query)) == found


def test_author_list_shows_what_readers_see(site, editor_client):
    author = rows.author("Orla", post_nominals="PsyD", accepting_clients="yes", photo=rows.image())
    author.licenses = [
        AuthorLicense(title="Old", expires_date=date(2020, 1, 1)),
        AuthorLicense(title="New"),
    ]
    author.save()
    rows.author("Mateo", job_title="Counsellor", live=False)

    table = BeautifulSoup(editor_client.get(ADMIN).content.decode(), "html.parser")
    cells = [
        [" ".join(cell.text.split()) for cell in row.find_all("td")][2:]
        for row in table.select("table.listing tbody tr")
    ]

    assert cells == [
        ["", "", "Counsellor", "Not stated", "", "draft"],
        ["", "PsyD", "", "Accepting new clients", "1, 1 expired", "live"],
    ]
    assert len(table.select("table.listing img")) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?licenses=expired", ["Expired"]),
        ("?licenses=none", ["Draft"]),
        ("?accepting_clients=no", ["Valid"]),
        ("?live=false", ["Draft"]),
    ],
)
def test_list_is_filtered(site, editor_client, query, found):
    for name, dates in {"Expired": (2020, 2021), "Valid": (2999,)}.items():
        author = Author(name=name, accepting_clients="no" if name == "Valid" else "")
        author.licenses = [
            AuthorLicense(title="One", expires_date=date(year, 1, 1)) for year in dates
        ]
        author.save()
    rows.author("Draft", live=False)

    assert names(editor_client.get(ADMIN + query)) == found


@pytest.mark.parametrize(("query", "found"), [("orl", ["Orla"]), ("xyz", [])])
def test_authors_are_found_in_the_chooser(site, editor_client, search_index, query, found):
    rows.author("Orla")
    response = editor_client.get(
        f"/admin/snippets/choose/wagtail_therapy_authors/author/results/?q={query}"
    )

    html = BeautifulSoup(response.content.decode(), "html.parser")
    assert [link.text.strip() for link in html.select("td.title a")] == found


def test_author_is_previewed_in_both_sizes(site, editor_client):
    data = forms.snippet_form(editor_client, NEW, name="Orla", short_bio="Short.")
    editor_client.post(PREVIEW, data)

    html = BeautifulSoup(editor_client.get(PREVIEW).content.decode(), "html.parser")

    assert [heading.text for heading in html.main.find_all(["h1", "h2"])] == [
        "Orla",
        "In full",
        "Under a post",
    ]


def test_author_is_previewed_with_nothing_filled_in(site, editor_client):
    editor_client.post(PREVIEW, forms.snippet_form(editor_client, NEW, name=""))

    assert editor_client.get(PREVIEW).status_code == 200
