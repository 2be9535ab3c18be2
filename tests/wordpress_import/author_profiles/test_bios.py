import pytest

from wagtail_therapy.wordpress_import.author_profiles.bios import bios_of, shortened

SENTENCE = "Dr. Ada Bell sees couples, e.g. in spring, and writes about rivers now and then."
LONG = " ".join([SENTENCE] * 5)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ("", "")),
        ("Ada sees couples.", ("Ada sees couples.", "")),
        ("Ada &amp; <b>Bo</b>\n see couples.", ("Ada & Bo see couples.", "")),
        ("<script>alert(1)</script>Ada.", ("Ada.", "")),
        (
            'See <a href="https://a.example/" onclick="x()">mine</a>.',
            ("See mine.", '<p>See <a href="https://a.example/">mine</a>.</p>'),
        ),
        (
            f"{LONG}\n\n<em>Bye.</em>",
            (" ".join([SENTENCE] * 3), f"<p>{LONG}</p><p><i>Bye.</i></p>"),
        ),
    ],
)
def test_bio_has_the_words_of_the_old_one(html, expected):
    assert bios_of(html, "https://old.example") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x" * 300, "x" * 300),
        (f"{'Word ' * 40}end. {'more ' * 40}", f"{'Word ' * 40}end."),
        (
            f"{'Word ' * 40}by Prof. {'more ' * 15}e.g. {'more ' * 40}",
            f"{' '.join(['Word'] * 40)} by Prof. {' '.join(['more'] * 15)} e.g. more more…",
        ),
        ("心" * 100 + "。" + "心" * 250, "心" * 100 + "。"),
    ],
)
def test_short_bio_ends_with_a_sentence(text, expected):
    assert shortened(text) == expected
