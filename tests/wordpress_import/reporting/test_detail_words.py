import pytest

from wagtail_therapy.wordpress_import.conversion.results import Check, LeftOut
from wagtail_therapy.wordpress_import.media.failures import Failure
from wagtail_therapy.wordpress_import.planning.contents import MISSING
from wagtail_therapy.wordpress_import.reporting.detail_words import (
    LEFT_OUT,
    PICTURE_FAILED,
    WORDS,
    detail_text,
)


@pytest.mark.parametrize(
    ("reason", "detail", "text"),
    [
        (
            "please_check",
            "form, table",
            (
                "A form, which doesn’t work any more; "
                "A table with joined cells, or with more than words in its cells"
            ),
        ),
        (
            "left_out",
            "dynamic core/latest-posts, script",
            "something that the old site made itself (core/latest-posts); a script",
        ),
        ("media_missing", "https://old.example/a.png, b", "https://old.example/a.png, b"),
        ("please_check", "a name of later", "a name of later"),
        ("slug_changed", "", ""),
        ("picture_failed", "deleted Ada Bell", "it was deleted here (Ada Bell)"),
    ],
)
def test_detail_is_in_words(reason, detail, text):
    assert detail_text(reason, detail) == text


def test_each_part_has_words():
    assert {*WORDS["please_check"]} == {*Check}
    assert {*LEFT_OUT} == {*LeftOut} - MISSING
    # The first is reported in other words, the second is about folders and archives.
    assert {*PICTURE_FAILED} == {*Failure} - {Failure.MISSING, Failure.UNREADABLE}
