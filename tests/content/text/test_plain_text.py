from tests.content.rendering import body
from wagtail_therapy.content.text.plain_text import plain_text


def test_plain_text_is_all_that_is_read():
    text = body(
        ("heading", {"text": "One  &\ntwo"}),
        ("paragraph", "<p>Fish &amp; <b>chips</b> [ref:quill].</p><p>More</p>"),
        ("list", {"style": "numbers", "items": ["<p>Item</p>"]}),
        ("quote", {"text": "Said", "attribution": "No one"}),
        ("callout", {"title": "", "text": "<p>Breathe</p>"}),
        ("button", {"text": "Book", "url": "https://book.example/"}),
    )

    assert plain_text(text) == ("One & two Fish & chips. More Item Said No one Breathe Book")


def test_plain_text_of_a_draft():
    assert plain_text(body(("image", {}), ("heading", {}), ("list", {"items": []}))) == ""
