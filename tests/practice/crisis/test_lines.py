from dataclasses import replace

import pytest

from wagtail_therapy.practice.crisis.lines import CrisisLine, Way

CHAT = "https://www.line.example/chat?a=1&b=2"
SMS = "sms:741741?&body="


@pytest.mark.parametrize(
    ("way", "label", "url"),
    [
        (Way("call", "9-8-8"), "Call 9-8-8", "tel:988"),
        (Way("text", "741741"), "Text 741741", "sms:741741"),
        (Way("text", "741741", "HOME"), "Text HOME to 741741", SMS + "HOME"),
        (Way("text", "741741", "I&U now"), "Text I&U now to 741741", SMS + "I%26U%20now"),
        (Way("chat", address=CHAT), "Chat at line.example", CHAT),
        (Way("website", address=CHAT), "Visit line.example", CHAT),
        (Way("relay", "18000"), "Textphone or relay: 18000", "tel:18000"),
        (Way("call", "020 7946 0000", region="GB"), "Call 020 7946 0000", "tel:+442079460000"),
        (Way("call", "020 7946 0000"), "Call 020 7946 0000", ""),
        (Way("text", "no number", "HOME"), "Text HOME to no number", ""),
    ],
)
def test_way_says_what_to_do_and_leads_there(way, label, url):
    assert (way.label, way.url) == (label, url)


def test_way_is_whole_where_nothing_can_be_a_link():
    assert Way("chat", address=CHAT).text == f"Chat at {CHAT}"
    assert Way("text", "741741", "HOME").text == "Text HOME to 741741"


def test_way_is_safe_as_html_and_its_digits_keep_their_order():
    assert Way("text", "<1>", "A&B").label_html == (
        'Text A&amp;B to <bdi dir="ltr">&lt;1&gt;</bdi>'
    )


LINE = CrisisLine(
    key="a",
    name="Night line",
    ways=(Way("call", "116 123", note="then press 1"),),
    audience="abuse",
    languages=("en", "fr"),
    source="https://line.example/",
)


def test_line_is_the_same_after_it_was_kept():
    shown = LINE.shown()
    shown["of another version"] = shown["ways"][0]["of another version"] = "a"

    assert CrisisLine.from_shown("a", shown) == replace(LINE, source="")


def test_line_says_when_it_is_open():
    open_line = CrisisLine("a", "Night line", (), is_always_open=True, hours="8 to 8")

    assert (open_line.opening, CrisisLine("a", "b", (), hours="8 to 8").opening) == (
        "Open day and night",
        "8 to 8",
    )


@pytest.mark.parametrize(
    ("line", "names", "name_language"),
    [
        (CrisisLine("a", "b", (), languages=("en", "fr")), "English and French", ""),
        (CrisisLine("a", "b", (), languages=("en",)), "", ""),
        (CrisisLine("a", "b", (), "language", languages=("es",)), "Spanish", "es"),
        (CrisisLine("a", "b", (), "language", languages=("bfi",)), "bfi", "bfi"),
        (CrisisLine("a", "b", (), "language"), "", ""),
    ],
)
def test_line_says_its_languages_where_that_helps(line, names, name_language):
    assert (line.language_names, line.name_language) == (names, name_language)
