"""A list asks for the notices of the concerns that it is narrowed to."""

import pytest

from tests.approaches.rows import approach
from tests.pages import rows
from tests.parsed_html import parsed
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.practice.models import PracticeSettings

LINES = ".therapy-matches-region ~ .therapy-first-notices"


@pytest.fixture
def index(site):
    PracticeSettings.objects.create(site=site, crisis_notice="Call 911.", disclaimer="No advice.")
    note = ContentNote.objects.create(name="Loss", shows_crisis_notice=True)
    concerns = [
        rows.concern("Grief"),
        rows.concern("Panic", shows_crisis_notice=True),
        rows.concern("Loss", content_note=note),
        rows.concern("Abuse", offers_exit=True),
    ]
    index = rows.approaches(site)
    approach(index, "ACT", *concerns)
    return index


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [False, False]),
        ("?concern=grief", [False, False]),
        ("?concern=panic", [True, False]),
        ("?concern=grief&concern=panic", [True, False]),
        ("?concern=loss", [True, False]),
        ("?concern=abuse", [True, True]),
    ],
)
def test_list_shows_what_a_concern_asks_for_where_the_form_leads(client, index, query, shown):
    page = parsed(client.get(index.url + query).content.decode())

    assert [bool(page.select(what)) for what in (LINES, ".therapy-exit")] == shown
    assert len(page.select(".therapy-crisis-link")) == 1
