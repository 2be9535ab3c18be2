"""What the editing forms say and offer about authors."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from tests.pages import forms, rows
from wagtail_therapy.authors.models import Author, AuthorLicense


def soup(client, address):
    return BeautifulSoup(client.get(address).content.decode(), "html.parser")


def edited(author):
    return f"/admin/snippets/wagtail_therapy_authors/author/edit/{author.pk}/"


def test_editor_is_warned_of_licenses_that_have_expired(site, editor_client):
    author = Author(name="Orla")
    author.licenses = [
        AuthorLicense(title=title, expires_date=date(2020, 1, 1)) for title in ("One", "Two")
    ]
    author.save()

    (warning,) = soup(editor_client, edited(author)).find_all(class_="help-warning")

    assert (
        warning.text.strip() == "Readers don’t see “One” and “Two” any more: the date has passed."
    )


def test_editor_is_not_warned_without_reason(site, editor_client):
    author = Author(name="Orla")
    author.licenses = [AuthorLicense(title="One", expires_date=date(2999, 1, 1))]
    author.save()

    assert soup(editor_client, edited(author)).find_all(class_="help-warning") == []


def offered(client, approach):
    html = soup(client, f"/admin/pages/{approach.pk}/edit/")
    return [
        (" ".join(box.parent.text.split()), box.has_attr("checked"))
        for box in html.find_all("input", attrs={"name": "offered_by"})
    ]


@pytest.fixture
def approach(site):
    return rows.approach(rows.approaches(site), short_definition="Slow.")


def test_namesakes_are_distinguished_by_job_title(approach, editor_client):
    for title in ("Psychologist", "Counsellor"):
        rows.author("Orla", job_title=title)

    assert sorted(offered(editor_client, approach)) == [
        ("Orla – Counsellor", False),
        ("Orla – Psychologist", False),
        ("Tove Alder", False),
    ]


def test_authors_are_offered_in_the_language_of_the_page(approach, editor_client):
    german = Locale.objects.create(language_code="de")
    chosen = rows.author("Chosen", locale=german)
    rows.author("Other", locale=german)
    rows.author("Orla")
    approach.offered_by = [chosen]
    rows.publish(approach)

    assert sorted(offered(editor_client, approach)) == [
        ("Chosen", True),
        ("Orla", False),
        ("Tove Alder", False),
    ]


def test_authors_are_offered_for_a_page_that_is_not_saved_yet(site, editor_client):
    rows.author("Orla")
    index = rows.approaches(site)
    address = f"/admin/pages/add/wagtail_therapy_pages/approachpage/{index.pk}/"

    boxes = soup(editor_client, address).find_all("input", attrs={"name": "offered_by"})

    assert [" ".join(box.parent.text.split()) for box in boxes] == ["Orla"]


def test_choice_is_saved(approach, editor_client):
    orla = rows.author("Orla")
    address = f"/admin/pages/{approach.pk}/edit/"
    data = forms.page_form(editor_client, address, body=forms.body())
    data.setlist("offered_by", [str(orla.pk)])

    editor_client.post(address, data | {"action-publish": "yes"})

    approach.refresh_from_db()
    assert list(approach.offered_by.all()) == [orla]


def test_form_of_an_author_says_that_there_is_no_account(site, editor_client):
    [account] = soup(editor_client, edited(rows.author())).find_all(
        "select", attrs={"name": "user"}
    )

    assert [one.text for one in account.find_all("option", selected=True)] == ["No account"]
