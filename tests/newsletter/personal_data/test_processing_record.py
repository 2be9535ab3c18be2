"""The record of processing, for people who may change a practice's settings."""

from bs4 import BeautifulSoup
from django.urls import reverse

from tests.content.rendering import squeezed
from wagtail_therapy.newsletter.personal_data.categories import CATEGORIES
from wagtail_therapy.newsletter.personal_data.columns import PERSONAL_COLUMNS


def read(client):
    page = client.get(reverse("wagtail_therapy_processing_record")).content.decode()
    return BeautifulSoup(page, "html.parser").select_one("main")


def test_record_has_the_categories_and_each_column(practice, editor_client):
    page = read(editor_client)

    text = squeezed(page.get_text(" "))
    assert "Foreign Practice, 1 Host Street, Harrow Bay, testserver" in text
    assert [dd.get_text() for dd in page.select("dd")] == [str(one) for one in CATEGORIES]
    columns = [[field.name for field in model._meta.concrete_fields] for model in PERSONAL_COLUMNS]
    shown = [[code.get_text() for code in table.select("code")] for table in page.select("table")]
    assert [sorted(one) for one in shown] == [sorted(one) for one in columns]


def test_record_is_in_the_menu_of_the_practice(practice, editor_client):
    html = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtail_therapy_processing_record") in html
