import pytest

from tests.content.rendering import body
from wagtail_therapy.content.text.reading_time import reading_minutes, word_count


def paragraph(text):
    return body(("paragraph", f"<p>{text}</p>"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        ("— …", 0),
        ("word", 1),
        ("word " * 230, 1),
        ("word " * 460, 2),
        ("word " * 2300, 10),
        ("療" * 10, 1),
        ("療" * 1500, 3),
        ("療" * 500 + " word" * 230, 2),
        ("كلمة " * 460, 2),
        ("단어 " * 460, 2),
    ],
)
def test_reading_takes_whole_minutes(text, minutes):
    assert reading_minutes(paragraph(text)) == minutes


def test_reading_an_empty_body_takes_no_time():
    assert reading_minutes(body()) == 0


def test_words_are_those_of_every_block():
    text = body(("heading", {"text": "Two words"}), ("quote", {"text": "It’s well-known – yes"}))

    assert word_count(text) == 5


@pytest.mark.parametrize(
    ("text", "words"),
    [("— a -b- c’s d/e …", 4), ("1 _ ½ é\u0301 - 2.", 5), ("\u00a0a\u2003b\u00a0", 2)],
)
def test_words_are_what_has_a_letter_or_a_digit(text, words):
    assert word_count(paragraph(text)) == words
