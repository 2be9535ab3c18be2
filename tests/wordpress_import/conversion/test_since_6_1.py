"""What WordPress 6.3 to 7.0 added."""

import json

import pytest

from tests.wordpress_import.conversion.editor import block, empty, paragraph, words
from tests.wordpress_import.conversion.words import words_in
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Check, LeftOut, Source

WORDS = "<p>Shown</p>"
PATTERN = (
    '<!-- wp:paragraph {"metadata":{"name":"Greeting","bindings":'
    '{"__default":{"source":"core/pattern-overrides"}}}} -->\n<p class="x">Placeholder</p>\n'
    "<!-- /wp:paragraph -->\n<!-- wp:button "
    '{"metadata":{"name":"Book","bindings":{"__default":{"source":"core/pattern-overrides"}}}} -->'
    '<div class="wp-block-button"><a class="wp-block-button__link" href="/old/">Old</a></div>'
    "<!-- /wp:button -->"
)


# Point 2: hidden blocks.
def test_hidden_block_is_nowhere_but_in_the_report():
    hidden = block("group", paragraph("Secret"), metadata={"blockVisibility": False})
    result = convert(paragraph("Shown") + hidden + paragraph("Last"))
    assert words_in(result.blocks) == ["Shown", "Last"]
    assert (len(result.hidden), "Secret" in result.hidden[0]) == (1, True)
    assert result.left_out == {(LeftOut.HIDDEN, "core/group"): 1}


def test_hidden_block_that_is_not_closed_hides_the_rest():
    content = '<!-- wp:group {"metadata":{"blockVisibility":false}} -->' + paragraph("Secret")
    assert words(paragraph("Shown") + content) == "Shown"
    assert words(block("columns", content) + paragraph("After")) == "After"


def test_block_hidden_at_one_width_is_shown():
    metadata = {"blockVisibility": {"viewport": {"mobile": False}}}
    assert words(paragraph("Shown", metadata=metadata)) == "Shown"


# Point 3: reusable blocks, and words of their own for a use of them.
def test_reusable_block_is_put_in():
    assert words(paragraph("A") + empty("block", ref=5), reusable_blocks={5: WORDS}) == "A Shown"


def test_pattern_has_the_words_of_this_use():
    content = {"Greeting": {"content": "Own <b>words</b>"}, "Book": {"text": "New", "url": "/n/"}}
    source = Source("https://old.example/", reusable_blocks={5: PATTERN})
    assert convert(empty("block", ref=5, content=content), source).blocks == [
        ("paragraph", "<p>Own <b>words</b></p>"),
        ("button", {"text": "New", "page": None, "url": "https://old.example/n/"}),
    ]
    assert words(empty("block", ref=5), reusable_blocks={5: PATTERN}) == "Placeholder Old"


@pytest.mark.parametrize(
    "patterns",
    [{}, {5: empty("block", ref=5)}, {5: empty("block", ref=6), 6: empty("block", ref=5)}],
    ids=["missing", "in itself", "in each other"],
)
def test_reusable_block_that_cannot_be_put_in_is_to_be_checked(patterns):
    result = convert(empty("block", ref=5), Source(reusable_blocks=patterns))
    assert result.checks == [Check.REUSABLE_BLOCK]


def test_reusable_blocks_that_multiply_are_bounded():
    patterns = {number: empty("block", ref=number + 1) * 10 for number in range(1, 9)}
    result = convert(empty("block", ref=1), Source(reusable_blocks=patterns | {9: WORDS}))
    assert len(result.blocks) <= 500


# Point 4: values of custom fields.
def test_bound_block_has_the_value_of_its_field():
    metadata = {"bindings": {"content": {"source": "core/post-meta", "args": {"key": "motto"}}}}
    content = paragraph("Placeholder", metadata=metadata)
    assert words(content, meta={"motto": "Be kind"}) == "Be kind"
    result = convert(content)
    assert (result.checks, words_in(result.blocks)) == ([Check.BINDING], ["Placeholder"])


def test_bound_image_has_the_address_of_its_field():
    binding = {"source": "core/post-meta", "args": {"key": "photo"}}
    html = '<figure><img src="https://old.example/x.jpg" alt="Old"/></figure>'
    content = block("image", html, metadata={"bindings": {"url": binding}})
    result = convert(content, Source(meta={"photo": "https://old.example/new.jpg"}))
    assert [(one.address, one.alt) for one in result.images] == [
        ("https://old.example/new.jpg", "Old")
    ]


def test_protected_field_is_not_shown():
    metadata = {"bindings": {"content": {"source": "core/post-meta", "args": {"key": "_secret"}}}}
    assert "1234" not in words(paragraph("x", metadata=metadata), meta={"_secret": "1234"})


# Point 5: footnotes.
def mark(number):
    return f'<sup data-fn="id-{number}" class="fn"><a href="#id-{number}" id="x">9</a></sup>'


def footnotes(*texts):
    notes = [{"id": f"id-{number}", "content": text} for number, text in enumerate(texts, start=1)]
    return {"footnotes": json.dumps(notes)}


def test_footnotes_become_references():
    notes = footnotes("Unused", 'See <a href="https://a.example/?b&amp;c">Ada 2020</a>.', "Bo [1]]")
    content = paragraph(f"One{mark(3)} two{mark(2)} three{mark(3)}") + empty("footnotes")
    result = convert(content, Source(meta=notes))
    assert result.blocks == [
        ("paragraph", "<p>One[ref:note-1] two[ref:note-2] three[ref:note-1]</p>")
    ]
    assert result.references == [
        {"title": "Bo [1]]", "url": "", "key": "note-1"},
        {"title": "See Ada 2020.", "url": "https://a.example/?b&c", "key": "note-2"},
    ]
    assert result.left_out == {(LeftOut.NOTE, "uncited"): 1}


def test_footnote_of_a_hidden_block_is_not_shown():
    content = paragraph(f"Secret{mark(1)}", metadata={"blockVisibility": False})
    result = convert(content, Source(meta=footnotes("Very secret")))
    assert (result.blocks, result.references) == ([], [])


def test_long_footnotes_are_a_list_at_the_end():
    content = paragraph(f"One{mark(1)}") + paragraph("Last")
    result = convert(content, Source(meta=footnotes("long " * 200)))
    assert result.references == []
    assert result.blocks[0] == ("paragraph", "<p>One<sup>1</sup></p><p>Last</p>")
    assert words_in(result.blocks[1:]) == ["long"] * 200


# Point 6: new blocks.
def test_details_and_accordions_are_questions():
    details = block("details", f"<details><summary>One?</summary>{paragraph('Yes')}</details>")
    toggle = (
        '<h3 class="wp-block-accordion-heading"><button class="x"><span class="y">Two?</span>'
        '<span class="wp-block-accordion-heading__toggle-icon" aria-hidden="true">+</span>'
        "</button></h3>"
    )
    panel = f'<div role="region" class="wp-block-accordion-panel">{paragraph("No")}</div>'
    item = block("accordion-heading", toggle) + block("accordion-panel", panel)
    inner = block("accordion-item", f'<div class="wp-block-accordion-item">{item}</div>')
    content = details + block("accordion", f'<div role="group">{inner}</div>')
    questions = [
        {"question": "One?", "answer": "<p>Yes</p>"},
        {"question": "Two?", "answer": "<p>No</p>"},
    ]
    assert convert(content).blocks == [("faq", {"questions": questions})]


def test_tabs_are_headings_with_texts():
    tabs = "".join(
        block("tab", f"<section>{paragraph(text)}</section>", label=label)
        for label, text in [("First", "One"), ("Second", "Two")]
    )
    content = empty("tab-list") + block("tab-panels", f"<div>{tabs}</div>")
    found = convert(block("tabs", f"<div>{content}</div>")).blocks
    assert [name for name, _value in found] == ["heading", "paragraph"] * 2
    assert words_in(found) == ["First", "One", "Second", "Two"]


def test_formula_is_its_source():
    html = (
        '<div class="wp-block-math"><math><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>'
        '<annotation encoding="application/x-tex">a &lt; b</annotation></semantics></math></div>'
    )
    assert convert(block("math", html)).blocks == [("paragraph", "<p>a &lt; b</p>")]
    assert convert(block("math", html, latex="a<b")).blocks == [("paragraph", "<p>a&lt;b</p>")]


def test_playlist_is_recordings():
    track = empty("playlist-track", src="https://old.example/a.mp3", title="Calm", artist="Ada")
    assert convert(block("playlist", f"<figure>{track}</figure>")).blocks == [
        ("audio", {"title": "Calm Ada", "file": "https://old.example/a.mp3", "transcript": ""})
    ]


@pytest.mark.parametrize(
    "name",
    ["latest-posts", "breadcrumbs", "terms-query", "time-to-read", "icon", "search", "rss"],
)
def test_what_is_made_when_shown_is_counted(name):
    result = convert(empty(name, metadata={"name": "two words"}))
    assert (result.blocks, result.left_out) == ([], {(LeftOut.DYNAMIC, f"core/{name}"): 1})
