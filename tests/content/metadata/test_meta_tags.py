from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime

import pytest

from wagtail_therapy.content.metadata.meta_tags import PageMeta, iso

NOTES = PageMeta(
    title="Notes",
    canonical="https://practice.example/notes/",
    alternates={"de": "https://practice.example/de/notes/"},
)


def test_meta_of_another_address_knows_no_translations_of_it():
    grief = "https://practice.example/notes/grief/"

    assert NOTES.moved_to(grief) == PageMeta(title="Notes", canonical=grief)


@pytest.mark.parametrize("canonical", [NOTES.canonical, NOTES.canonical + "?page=2"])
def test_meta_of_a_further_page_is_the_original_of_itself(canonical):
    meta = NOTES.moved_to(canonical)

    assert meta.for_page(3).canonical == "https://practice.example/notes/?page=3"


def test_meta_of_the_first_page_is_that_of_the_list():
    assert NOTES.for_page(1) is NOTES


def test_meta_is_not_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        NOTES.title = "Journal"  # type: ignore[misc] # this is what must not work


@pytest.mark.parametrize(
    ("code", "locale"), [("en-gb", "en_GB"), ("de", "de"), ("zh-hans", "zh_Hans"), ("", "")]
)
def test_og_locale_is_spelt_with_an_underscore(code, locale):
    assert PageMeta("Notes", NOTES.canonical, language_code=code).og_locale == locale


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, ""),
        (date(2026, 11, 1), "2026-11-01"),
        # Europe/London, in summer.
        (datetime(2026, 7, 1, 23, 30, 1, 5, tzinfo=UTC), "2026-07-02T00:30:01+01:00"),
        (datetime(2026, 7, 1, 23, 30), "2026-07-01T23:30:00"),  # noqa: DTZ001 -- of a host without USE_TZ
    ],
)
def test_iso_is_the_time_that_readers_see(moment, text):
    assert iso(moment) == text
