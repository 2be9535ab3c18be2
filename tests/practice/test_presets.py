"""The numbers that research has verified; a change of one is a change of this file, too."""

import pytest

from wagtail_therapy.practice.presets import PRESETS, Line, phone_url


def facts(country):
    preset = PRESETS[country]
    return preset.emergency_number, [
        (line.call, line.sms, line.word, line.url) for line in preset.lines
    ]


ANYWHERE = ("", "", "", "https://findahelpline.com/")


def test_preset_of_the_united_states():
    assert facts("us") == (
        "911",
        [
            ("988", "988", "", "https://988lifeline.org/"),
            ("", "741741", "", ""),
            ANYWHERE,
        ],
    )


def test_preset_of_canada():
    assert facts("ca") == ("911", [("9-8-8", "9-8-8", "", ""), ANYWHERE])


def test_preset_of_england():
    assert facts("england") == (
        "999",
        [
            ("111", "", "", ""),
            ("116 123", "", "", ""),
            ("", "85258", "SHOUT", ""),
            ANYWHERE,
        ],
    )


def test_there_are_presets_for_verified_countries_only():
    assert sorted(PRESETS) == ["ca", "england", "us"]


def test_no_preset_names_the_line_that_has_ended():
    notes = [str(line.note) for preset in PRESETS.values() for line in preset.lines]

    assert [note for note in notes if "3" in note] == []


@pytest.mark.parametrize(
    ("number", "url"),
    [("9-8-8", "tel:988"), ("116 123", "tel:116123"), ("+44 (0)20 1", "tel:+440201")],
)
def test_number_is_dialled_however_it_is_written(number, url):
    assert phone_url("tel", number) == url


def test_line_says_what_to_write():
    assert Line("Shout", sms="85258", word="SHOUT").sms_url == "sms:85258?body=SHOUT"
