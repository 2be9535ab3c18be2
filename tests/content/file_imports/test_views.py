"""The lists of both imports."""

import pytest
from bs4 import BeautifulSoup

from wagtail_therapy.newsletter.models import SubscriberImport
from wagtail_therapy.wordpress_import.models import WordPressImport


@pytest.mark.parametrize(
    ("model", "url", "extra"),
    [
        (SubscriberImport, "/admin/therapy/imports/", ["New readers", "List of"]),
        (WordPressImport, "/admin/therapy/wordpress/", ["Blog"]),
    ],
)
def test_list_names_the_files_and_how_far_they_are(site, editor_client, model, url, extra):
    model.objects.create(site=site, file_name="old.zip", by="Orla")
    table = BeautifulSoup(editor_client.get(url).text, "html.parser").select_one("table.listing")
    heads = [head.get_text(" ", strip=True) for head in table.thead.find_all("th")]
    assert heads == ["File", "State", *extra, "By", "Uploaded"]
    assert table.tbody.a.get_text(strip=True) == "old.zip"
