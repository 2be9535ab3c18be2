import pytest

from tests.content.rendering import body
from wagtail_therapy.content.text.excerpts import opening_words, truncated


def test_shortened_leaves_a_short_text_as_it_is():
    assert truncated("One sentence.  And\nanother one.") == "One sentence. And another one."


def test_shortened_ends_after_sixty_words_without_cutting_one():
    assert truncated("word, " * 61) == ("word, " * 59) + "word…"


def test_shortened_leaves_sixty_words_whole():
    assert truncated("word " * 60) == ("word " * 59) + "word"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("療" * 600, "療" * 500 + "…"),
        ("CBT " + "療" * 600, "CBT " + "療" * 496 + "…"),
        ("療" * 499 + "。" + "療", "療" * 499 + "…"),
        ("क" * 499 + "कि" + "क" * 9, "क" * 499 + "…"),
        ("علاج " * 59 + "علاج، علاج", "علاج " * 59 + "علاج…"),
        ("psychodynamically " * 59, "psychodynamically " * 26 + "psychodynamically…"),
    ],
)
def test_shortened_ends_after_five_hundred_characters(text, short):
    assert truncated(text) == short


def test_opening_words_are_the_plain_text_of_paragraphs():
    text = body(
        ("heading", {"text": "Not this"}),
        ("paragraph", "<p>Fish &amp; chips</p><p>and <b>more</b>.</p>"),
        ("quote", {"text": "Nor this", "attribution": ""}),
        ("paragraph", "<p>The end</p>"),
    )

    assert opening_words(text) == "Fish & chips and more. The end"


@pytest.mark.parametrize(
    "texts",
    [
        ["word " * 25] * 4,
        ["word " * 60],
        ["word " * 60, "end"],
        ["a" * 250] * 3,
        ["療" * 501, "療"],
    ],
)
def test_opening_words_are_those_of_all_paragraphs(texts):
    paragraphs = [("paragraph", f"<p>{text}</p>") for text in texts]

    assert opening_words(body(*paragraphs)) == truncated(" ".join(texts))


def test_opening_words_of_an_empty_body_are_none():
    assert opening_words(body()) == ""


def test_opening_words_have_no_marks_of_citations():
    text = body(("paragraph", "<p>It helps [ref:quill-2024], often.</p>"))

    assert opening_words(text) == "It helps, often."
