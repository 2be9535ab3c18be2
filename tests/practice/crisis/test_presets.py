"""The lines that we ship; a change of one is a change of this file, too."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.practice.crisis import docs_table
from wagtail_therapy.practice.crisis import presets
from wagtail_therapy.practice.crisis.lines import Audience
from wagtail_therapy.practice.crisis.preset_strings import WORDS
from wagtail_therapy.practice.crisis.presets import Country, offered_countries, preset_of

DATA = presets.read_data()
LINES = DATA["lines"].values()
SHOUT = "85258?&body=SHOUT"
DOCS = (Path(__file__).parents[3] / "docs/reference/crisis-lines.md").read_text()


def links(country, *audiences):
    lines = preset_of(country).lines
    chosen = [line for line in lines if line.audience in (audiences or [*Audience])]
    return [way.url for line in chosen for way in line.ways]


def test_preset_of_the_united_states():
    assert links("us") == [
        "tel:911",
        *("tel:988", "sms:988", "https://988lifeline.org/"),
        "sms:741741?&body=HOME",
        *("tel:+18007997233", "sms:88788?&body=START"),
        *("https://www.thehotline.org/", "tel:+18007873224"),
        *("tel:988", "sms:838255", "https://www.veteranscrisisline.net/get-help-now/chat/"),
        *("tel:988", "sms:988?&body=AYUDA"),
        "https://findahelpline.com/",
    ]


@pytest.mark.parametrize(
    ("country", "emergency", "anyone", "abuse"),
    [
        ("ca", ["911"], ["988", "988"], ["https://sheltersafe.ca/"]),
        ("england", ["999"], ["111", "116123", SHOUT], ["08082000247"]),
        ("scotland", ["999"], ["111", "0800838587", "116123", SHOUT], ["08000271234"]),
        ("wales", ["999"], ["111", "116123", SHOUT], ["08088010800", "+447860077333"]),
        (
            "northern_ireland",
            ["999"],
            ["08088088000", "116123", SHOUT],
            ["08088021414"],
        ),
        ("ireland", ["112", "999"], ["116123", "50808"], ["1800341900"]),
        ("australia", ["000"], ["131114", "+61477131114"], ["1800737732", "+61458737732"]),
        ("new_zealand", ["111"], ["1737", "1737"], ["0800733843"]),
        ("germany", ["112"], ["08001110111", "08001110222", "116123", "116117"], ["116016"]),
        ("eu", ["112"], [], []),
    ],
)
def test_preset_of_a_country(country, emergency, anyone, abuse):
    def numbers(audience):
        urls = links(country, audience)
        return [url.removeprefix("tel:").removeprefix("sms:") for url in urls if url[:4] != "http"]

    found_abuse = numbers(Audience.ABUSE) or links(country, Audience.ABUSE)
    assert (numbers(Audience.EMERGENCY), numbers(Audience.EVERYBODY), found_abuse) == (
        emergency,
        anyone,
        abuse,
    )


def test_each_country_has_a_preset_and_a_way_on_for_readers_elsewhere():
    assert sorted(DATA["countries"]) == sorted(Country.values)
    for country in Country:
        assert links(country, Audience.ELSEWHERE) == ["https://findahelpline.com/"]


def test_each_number_can_be_dialled():
    silent = [
        (line.key, way.label)
        for country in Country
        for line in preset_of(country).lines
        for way in line.ways
        if not way.url
    ]
    assert silent == []


def test_each_line_says_where_it_was_looked_up_and_when():
    sourced = [*LINES, *DATA["countries"].values()]

    assert [one for one in sourced if not {"source", "seen", "checked"} <= set(one)] == []
    assert [one for one in sourced if one["checked"] > timezone.localdate()] == []
    used = {key for one in DATA["countries"].values() for key in one["lines"]}
    assert set(DATA["lines"]) == used


def test_no_preset_names_the_line_that_has_ended():
    notes = [way.get("note", "") for line in LINES for way in line["ways"]]

    assert [note for note in notes if "3" in note] == []


def test_texts_of_the_presets_are_known_to_gettext():
    texts = {line["name"] for line in LINES} | {line.get("hours", "") for line in LINES}
    texts |= {way.get("note", "") for line in LINES for way in line["ways"]}
    texts |= {country["elsewhere"] for country in DATA["countries"].values()}

    assert sorted(WORDS) == sorted(texts - {""})


def test_line_of_ours_is_translated_and_no_other(monkeypatch):
    monkeypatch.setattr(presets, "gettext", str.upper)
    [line] = [one for one in preset_of("wales").lines if one.key == "wales-nhs-111"]
    ours = presets.translated(line)

    assert (ours.name, ours.ways[0].note, ours.hours) == ("NHS 111 WALES", "THEN PRESS 2", "")
    assert presets.translated(replace(line, key="own")).name == "NHS 111 Wales"


def test_countries_are_offered_for_a_year(time_machine):
    oldest = min(preset_of(country).checked_date for country in Country)
    time_machine.move_to(oldest + timedelta(days=365), tick=False)
    assert offered_countries() == list(Country)
    time_machine.move_to(oldest + timedelta(days=366), tick=False)
    assert offered_countries() != list(Country)


@pytest.mark.parametrize("country", Country)
def test_docs_have_the_lines_of_each_country(country):
    assert docs_table.table(country) in DOCS
