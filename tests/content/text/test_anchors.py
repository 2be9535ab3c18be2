import pytest

from wagtail_therapy.content.text.anchors import anchor, make_unique, slug


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What happens in a first session?", "what-happens-in-a-first-session"),
        ("  Don’t & can't  ", "dont-cant"),
        ("Über Ängste", "über-ängste"),
        ("心理療法とは\uff1f", "心理療法とは"),
        ("علاج نفسي؟", "علاج-نفسي"),
        ("मनोचिकित्सा क्या है", "मनोचिकित्सा-क्या-है"),
        ("می\u200cشود", "میشود"),
        ("٣ و ٤", "٣-و-٤"),
        ('"><script>alert(1)', "script-alert-1"),
        (" ?! ☀", ""),
    ],
)
def test_slug_is_made_of_the_words_in_any_script(text, words):
    assert slug(text) == words


@pytest.mark.parametrize(("text", "expected"), [("A heading", "h-a-heading"), ("☀", "h-part")])
def test_anchor_is_apart_from_other_ids(text, expected):
    assert anchor(text) == expected


def test_anchors_of_the_same_text_are_numbered():
    assert make_unique(map(anchor, ["Part", "Part!", "Else", "part"])) == [
        "h-part",
        "h-part-2",
        "h-else",
        "h-part-3",
    ]


def test_number_is_never_one_that_another_has():
    assert make_unique(["part", "part", "part-2", "part-2"]) == [
        "part",
        "part-3",
        "part-2",
        "part-2-2",
    ]


def test_name_stays_when_others_come_before_it():
    assert (make_unique(["b"]), make_unique(["a", "a", "b"])[-1]) == (["b"], "b")
