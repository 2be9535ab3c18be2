"""HTML as plain text: the same words, laid out for programs that show nothing else."""

import pytest

from wagtail_therapy.content.emails.text_writer import plain_text

TABLE = (
    "<table><caption>Two ways</caption><tbody><tr><th>Takes</th><td>Here: an hour</td>"
    "<td>There: two</td></tr><tr><th>Needs</th><td>Here: <p>a chair</p></td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One\n  line &amp; more</p>", "One line & more"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<br/>Two</p>", "One\nTwo"),
        ("<p>One</p><h2>Two</h2><p>Three</p>", "One\n\n\nTwo\n\nThree"),
        ("<p>One <b>bold</b> <i>word</i></p>", "One bold word"),
        ("<p>Intro</p><ul><li>One</li><li>Two</li></ul><p>End</p>", "Intro\n\n- One\n- Two\n\nEnd"),
        ("<ol><li><p>One</p></li><li><p>Two</p></li></ol>", "1. One\n2. Two"),
        ("<ol><li>One<ul><li>Deep</li></ul></li><li>Two</li></ol>", "1. One\n   - Deep\n2. Two"),
        ("<ol><li>A book <small>Free to read</small></li></ol>", "1. A book\n   Free to read"),
        ("<blockquote><p>Said</p><p>More</p></blockquote>", "    Said\n\n    More"),
        ("<dl><dt>Word</dt><dd><p>Meaning</p></dd></dl>", "Word\n  Meaning"),
        ('<p><a href="https://a.example/">Words</a>.</p>', "Words <https://a.example/>."),
        ('<p><a href="https://a.example/">https://a.example/</a></p>', "https://a.example/"),
        ('<p><a href="tel:911">Call 911</a></p>', "Call 911"),
        ('<p><a href="https://a.example/"><img src="x" alt=""/></a></p>', ""),
        (
            '<figure><img src="x" alt="A room"/><figcaption>Where we sit</figcaption></figure>',
            "[Picture: A room]\nWhere we sit",
        ),
        ('<p>Seen</p><p class="muted unwritten">Not <b>written</b></p>', "Seen"),
        (
            '<table role="presentation"><tr><td><a href="https://a.example/">Go</a></td></tr></table>',
            "Go <https://a.example/>",
        ),
        (
            TABLE,
            "Two ways\n\nTakes\n  Here: an hour\n  There: two\n\nNeeds\n  Here: a chair",
        ),
    ],
)
def test_text_has_the_words_of_the_html(html, text):
    assert plain_text(html) == text
