"""The register of guidelines, and what follows when one is replaced."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from tests.pages import forms, rows
from tests.practice import ready_practice
from tests.schema_org import graph_in
from wagtail_therapy.approaches.models import ConcernGuideline, Guideline
from wagtail_therapy.authors.reviews import due
from wagtail_therapy.content import caching
from wagtail_therapy.content.dates import local_dates

ADD = "/admin/snippets/wagtail_therapy_approaches/guideline/add/"
CHOOSER = "/admin/snippets/choose/wagtail_therapy_approaches/guideline/"
REPLACED = "NICE CG1 (2004), replaced by NICE NG1 (2022)"
NAME = "NICE CG1 (2004)"


def test_guideline_is_entered_and_named_in_a_line(site, editor_client):
    named = {"body": "NICE", "number": "NG222", "title": "Depression in adults", "year": "2022"}
    editor_client.post(ADD, forms.snippet_form(editor_client, ADD, **named))

    guideline = Guideline.objects.get()
    assert (guideline.name, str(guideline), guideline.status) == (
        "NICE NG222 (2022)",
        "NICE NG222 (2022) – Depression in adults",
        "current",
    )


def test_guideline_is_made_while_one_writes(site, editor_client):
    named = {"body": "APA", "title": "PTSD", "year": "2025", "url": "https://apa.example/"}

    response = editor_client.post(f"{CHOOSER}create/", named)

    assert (response.status_code, Guideline.objects.get().name) == (200, "APA (2025)")


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


def translated(guideline, locale):
    translation = guideline.copy_for_translation(locale)
    translation.save()
    return translation


def stored(*guidelines):
    """Return the status of each, and what replaces it."""
    for guideline in guidelines:
        guideline.refresh_from_db()
    return [(one.status, one.superseded_by) for one in guidelines]


@pytest.mark.parametrize("written", [None, ["superseded_by"], ["superseded_by_id"]])
def test_guideline_with_a_successor_is_replaced_in_every_language(german, written):
    older, newer = rows.guideline(year=2004), rows.guideline(year=2022)
    alt = translated(older, german)

    older.superseded_by = newer
    older.save(update_fields=written)

    assert stored(older, alt) == [("superseded", newer)] * 2
    assert alt.outdated_note == "replaced by NICE (2022)"
    assert set(Guideline.objects.outdated()) == {older, alt}

    alt.status, alt.superseded_by = "current", None
    alt.save()
    assert stored(older, alt) == [("current", None)] * 2


def test_successor_is_the_one_of_the_language(german):
    older, newer = rows.guideline(year=2004), rows.guideline(year=2022)
    alt, neu = translated(older, german), translated(newer, german)

    # Whichever is chosen, wherever.
    for one, successor in [(older, newer), (older, neu), (alt, newer), (alt, neu)]:
        one.superseded_by = successor
        one.save()
        assert stored(older, alt) == [("superseded", newer), ("superseded", neu)]


def test_successor_that_is_translated_later_takes_its_place(german):
    newer = rows.guideline(year=2022)
    older = rows.guideline(year=2004, superseded_by=newer)
    alt = translated(older, german)
    assert stored(alt) == [("superseded", newer)]

    neu = translated(newer, german)

    assert stored(older, alt) == [("superseded", newer), ("superseded", neu)]


def test_other_fields_are_saved_alone(german):
    older = rows.guideline(year=2004)
    alt = translated(older, german)
    older.status, older.title = "withdrawn", "Listening"

    older.save(update_fields=["title"])

    assert stored(older, alt) == [("current", None)] * 2
    assert older.title == "Listening"


def test_translation_is_changed_before_caches_are_emptied(german, monkeypatch):
    older = rows.guideline(year=2004)
    alt = translated(older, german)
    seen = []
    monkeypatch.setattr(caching, "invalidate", lambda using: seen.append(stored(alt)))

    older.status = "withdrawn"
    older.save()

    assert seen == [[("withdrawn", None)]]


def test_guideline_does_not_replace_itself(site):
    guideline = rows.guideline()
    guideline.superseded_by = guideline

    with pytest.raises(ValidationError) as error:
        guideline.full_clean()
    assert error.value.message_dict == {"superseded_by": ["A guideline can’t replace itself."]}


@pytest.mark.parametrize(
    ("checked_date", "status", "is_due"),
    [
        (None, "current", True),
        (date(2025, 11, 1), "current", True),
        (date(2025, 11, 2), "current", False),
        (None, "withdrawn", False),
    ],
)
def test_guideline_is_checked_once_a_year(site, checked_date, status, is_due):
    guideline = rows.guideline(checked_date=checked_date, status=status)

    assert guideline.is_due(date(2026, 11, 2)) == is_due


def test_deleted_guideline_is_removed_from_claims(site):
    grief, nice = rows.concern("Grief"), rows.guideline()
    page = rows.approach(
        rows.approaches(site),
        short_definition="Slow.",
        concerns=[rows.used_for(grief)],
        recommendations=[rows.says(grief, guideline=nice)],
    )
    nice.delete()
    page.refresh_from_db()

    assert [one.without_guideline for one in page.get_claims()] == ["Not checked yet"]
    assert rows.publish(page).live


@pytest.fixture
def resting(site):
    """Two approaches recommended for grief in the same guideline, and a post that compares them."""
    ready_practice.practice(site)
    today = local_dates.today()
    older = rows.guideline(number="CG1", year=2004, checked_date=today)
    newer = rows.guideline(number="NG1", checked_date=today)
    grief = rows.concern("Grief", kind="clinical")
    grief.concern_guidelines = [ConcernGuideline(guideline=older, puts_first="Waiting")]
    grief.save()
    index = rows.approaches(site)
    pages = [
        rows.approach(
            index,
            title,
            short_definition=title,
            concerns=[rows.used_for(grief)],
            recommendations=[rows.says(grief, guideline=older)],
        )
        for title in ("ACT", "CBT")
    ]
    for page in pages:
        rows.review(page, rows.author("Orla"), today - timedelta(days=1))
    chosen = {"caption": "", "approaches": [page.pk for page in pages]}
    rows.post(rows.blog(site), rows.writer(), body=[{"type": "comparison", "value": chosen}])
    return older, newer


def squeezed(text):
    return " ".join(re.sub(r"<[^>]*>", " ", unescape(text)).split())


def guideline_in_each_place(client, site):
    """Return what each place says of the guideline."""
    html = {
        "claim": "/approaches/act/",
        "concern": "/approaches/concerns/grief/",
        "filter": "/approaches/?concern=grief",
        "compare": "/approaches/compare/?a=act&a=cbt",
        "feed": "/notes/feed/",
    }
    pages = {place: client.get(address).content.decode() for place, address in html.items()}
    (treatment,) = [
        one for one in graph_in(pages["claim"]) if one["@type"] == "PsychologicalTreatment"
    ]
    standing = BeautifulSoup(pages["concern"], "html.parser").select(".therapy-standing h3")
    return {
        **{place: "replaced by NICE NG1 (2022)" in squeezed(text) for place, text in pages.items()},
        "heading": [one.text for one in standing],
        "json_ld": treatment["guideline"][0]["name"],
        "due": sorted(page.title for page in due.overdue()),
        "readiness": [code for code in ready_practice.found(site) if code != "never_reviewed"],
    }


def test_guideline_that_is_replaced_changes_every_place_at_once(resting, client, site):
    older, newer = resting
    places = ["claim", "concern", "filter", "compare", "feed"]
    assert guideline_in_each_place(client, site) == {
        **dict.fromkeys(places, False),
        "heading": ["Recommended in a guideline"],
        "json_ld": NAME,
        "due": [],
        "readiness": [],
    }

    older.superseded_by = newer
    older.save()

    assert guideline_in_each_place(client, site) == {
        **dict.fromkeys(places, True),
        "heading": ["Little research, or not checked yet"],
        "json_ld": REPLACED,
        "due": ["ACT", "CBT"],
        "readiness": [
            *["guideline_outdated"] * 2,
            *["review_overdue"] * 2,
        ],
    }
