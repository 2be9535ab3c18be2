import pytest

from tests.content.rendering import block_html


@pytest.mark.parametrize(
    ("name", "value", "html"),
    [
        (
            "heading",
            {"text": "Why & <how>"},
            '<h2 class="therapy-heading" id="h-why-how">Why &amp; &lt;how&gt;</h2>',
        ),
        (
            "subheading",
            {"text": "ما هو؟"},
            '<h3 class="therapy-subheading" id="h-ما-هو">ما هو؟</h3>',
        ),
        (
            "paragraph",
            "<p>You <b>may</b> stop.</p>",
            '<div class="therapy-prose"><p>You<b>may</b>stop.</p></div>',
        ),
        (
            "list",
            {"style": "bullets", "items": ["<p>One</p>", "<p>Two</p>"]},
            '<ul class="therapy-list"><li><p>One</p></li><li><p>Two</p></li></ul>',
        ),
        (
            "list",
            {"style": "numbers", "items": ["<p>One</p>"]},
            '<ol class="therapy-list"><li><p>One</p></li></ol>',
        ),
        (
            "quote",
            {"text": "I am.", "attribution": "No one"},
            (
                '<figure class="therapy-quote"><blockquote><p>I am.</p></blockquote>'
                "<figcaption>No one</figcaption></figure>"
            ),
        ),
        (
            "callout",
            {"title": "Note", "text": "<p>Breathe.</p>"},
            (
                '<div class="therapy-callout" role="note"><p class="therapy-callout-title">Note</p>'
                "<p>Breathe.</p></div>"
            ),
        ),
    ],
)
def test_text_block_renders(name, value, html):
    assert block_html(name, value) == html


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("heading", {"text": ""}),
        ("heading", {"text": None}),
        ("subheading", {}),
        ("paragraph", ""),
        ("list", {"style": "bullets", "items": []}),
        ("quote", {"text": "", "attribution": "No one"}),
        ("callout", {"title": "", "text": ""}),
    ],
)
def test_text_block_renders_nothing_of_a_draft_that_lacks_its_main_part(name, value):
    assert block_html(name, value) == ""
