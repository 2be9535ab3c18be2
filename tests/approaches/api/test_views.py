"""Concerns as an endpoint: in their language, and in a number of queries that does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from tests.pages import rows
from tests.pages.api import get_json
from wagtail_therapy.approaches.models import ConcernGuideline
from wagtail_therapy.content.models import ContentNote

LIST = "/api/v2/concerns/?fields=_,name,content_note,guidelines&locale=de"


@pytest.fixture(autouse=True)
def headless(settings):
    settings.ROOT_URLCONF = "tests.api_urls"


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


def translated(row, locale, **fields):
    translation = row.copy_for_translation(locale)
    for name, value in fields.items():
        setattr(translation, name, value)
    translation.save()
    return translation


def german_concern(name, german):
    """Make a concern with a note and a guideline that was replaced, and translate all of it."""
    note = ContentNote.objects.create(name=f"of {name}")
    newer = rows.guideline(number=f"New {name}")
    older = rows.guideline(number=f"Old {name}", superseded_by=newer)
    concern = rows.concern(name, content_note=note)
    concern.concern_guidelines = [ConcernGuideline(guideline=older, puts_first="Waiting")]
    concern.save()
    translated(note, german, name=f"von {name}")
    translated(older, german, number=f"Alt {name}")
    translated(newer, german, number=f"Neu {name}")
    return translated(concern, german, name=f"{name}, deutsch")


def german_fields(name):
    """Return the fields of a concern in German, without ids."""
    guideline = {
        "name": f"NICE Alt {name} (2022)",
        "title": "Talking to people",
        "url": "https://nice.example/2022/",
        "status": "superseded",
        "superseded_by": f"NICE Neu {name} (2022)",
    }
    return {
        "name": f"{name}, deutsch",
        "content_note": {"name": f"von {name}"},
        "guidelines": [{"guideline": guideline, "puts_first": ["Waiting"]}],
    }


def without_ids(value):
    if isinstance(value, dict):
        return {key: without_ids(one) for key, one in value.items() if key != "id"}
    return list(map(without_ids, value)) if isinstance(value, list) else value


def test_concerns_tell_of_guidelines_and_notes_in_their_language(site, german, client):
    index = rows.approaches(site, locale=german)

    def listed(*names):
        """Return the number of queries and the items, with these concerns added."""
        concerns = [rows.used_for(german_concern(name, german)) for name in names]
        rows.approach(index, f"Of {names}", short_definition="Short.", concerns=concerns)
        get_json(client, LIST)
        with CaptureQueriesContext(connection) as captured:
            found = get_json(client, LIST)["items"]
        return len(captured), without_ids(found)

    few, found = listed("Anger")
    assert found == [german_fields("Anger")]

    many, found = listed("Fear", "Grief")
    assert found == [german_fields(name) for name in ("Anger", "Fear", "Grief")]
    assert few == many


def test_detail_of_a_concern_has_the_same_fields(site, german, client):
    anger = german_concern("Anger", german)
    index = rows.approaches(site, locale=german)
    rows.approach(index, short_definition="Short.", concerns=[rows.used_for(anger)])

    found = get_json(client, f"/api/v2/concerns/{anger.pk}/?fields=_,name,content_note,guidelines")

    assert without_ids(found) == german_fields("Anger")
