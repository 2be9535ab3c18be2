"""HTML of the old editor, and of every other: paragraphs, lists, quotations, tables, links."""

import pytest

from tests.wordpress_import.conversion.converted import HERE, blocks, image, left_out
from tests.wordpress_import.conversion.words import words_in
from wagtail_therapy.wordpress_import.conversion.converting import convert, plain_text
from wagtail_therapy.wordpress_import.conversion.results import Check, LeftOut

PASTED = (
    '<p class="MsoNormal" style="margin:0"><!--[if mso]><xml><w:x/></xml><![endif]-->'
    '<o:p></o:p><font color="red"><span>Pasted</span></font></p>'
)


@pytest.mark.parametrize(
    ("content", "rich"),
    [
        ("One\n\nTwo", "<p>One</p><p>Two</p>"),
        ("One\nTwo", "<p>One<br/>Two</p>"),
        ("\n\n One \n \n\n Two \n", "<p>One</p><p>Two</p>"),
        ("One<br />\nTwo", "<p>One<br/>Two</p>"),
        ("One<br><br>Two", "<p>One</p><p>Two</p>"),
        ("<p>One\nTwo</p>\n<p>Three</p>", "<p>One<br/>Two</p><p>Three</p>"),
        ("<b>One\n\nTwo</b> x", "<p><b>One</b></p><p><b>Two</b> x</p>"),
        ("<div>One</div><div>Two</div>Three", "<p>One</p><p>Two</p><p>Three</p>"),
        ("<p>One</p><p>&nbsp;</p><p><b> </b></p><p>Two</p>", "<p>One</p><p>Two</p>"),
        ("a <strong>b</strong>, <em>c</em>", "<p>a <b>b</b>, <i>c</i></p>"),
        ("E=mc<sup>2</sup> H<sub>2</sub>O", "<p>E=mc<sup>2</sup> H2O</p>"),
        ("<p>Open <strong>bold <em>both</p><p>x < 3 & y", None),
        ("<q>Yes</q>", "<p>“Yes”</p>"),
        ("<pre>  a\n    b</pre>", "<p>\xa0 a<br/>\xa0 \xa0 b</p>"),
        ("<dl><dt>Term</dt><dd>What it is</dd></dl>", "<p><b>Term</b></p><p>What it is</p>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        (PASTED, "<p>Pasted</p>"),
    ],
)
def test_texts_become_paragraphs(content, rich):
    if rich is None:
        rich = "<p>Open <b>bold <i>both</i></b></p><p><b><i>x &lt; 3 &amp; y</i></b></p>"
    assert blocks(content) == [("paragraph", rich)]


def test_headings_keep_their_order_of_levels():
    assert blocks("<h2>A</h2><h3>B</h3><h4>C</h4>") == [
        ("heading", {"text": "A"}),
        ("subheading", {"text": "B"}),
        ("subheading", {"text": "C"}),
    ]
    assert [name for name, _value in blocks("<h3>A</h3><h3>B</h3>")] == ["heading"] * 2
    assert [name for name, _value in blocks("<h4>A</h4><h2>B</h2><h3>C</h3>")] == [
        "heading",
        "heading",
        "subheading",
    ]


def test_lists_of_texts_are_list_blocks():
    assert blocks("<ol><li>One</li><li>Two <b>bold</b></li><li></li></ol>") == [
        ("list", {"style": "numbers", "items": ["<p>One</p>", "<p>Two <b>bold</b></p>"]})
    ]
    assert left_out('<ol start="3"><li>Three</li></ol>') == {("list_start", "3"): 1}


def test_images_in_lists_follow_them():
    found = blocks('<ul><li>One <img src="/a.jpg" alt="A"></li><li>Two</li></ul>')
    assert found == [
        ("list", {"style": "bullets", "items": ["<p>One</p>", "<p>Two</p>"]}),
        image("https://old.example/a.jpg", "A"),
    ]


def test_quotations_have_their_source():
    assert blocks("<blockquote>Be <b>kind</b>.\n<cite>Ada</cite></blockquote>") == [
        ("quote", {"text": "Be kind.", "attribution": "Ada"})
    ]
    assert blocks("<blockquote><p>One</p><p>Two<br>lines</p></blockquote>") == [
        ("quote", {"text": "One\n\nTwo\nlines", "attribution": ""})
    ]
    # The title of a book in the middle of a sentence.
    assert blocks("<blockquote><p>In <cite>Emma</cite>, yes.</p></blockquote>") == [
        ("quote", {"text": "In Emma, yes.", "attribution": ""})
    ]


def test_table_of_words_is_a_table():
    content = (
        "<figure><table><thead><tr><th>A</th><th>B</th></tr></thead>"
        "<tbody><tr><td>1</td><td>2 &amp; <b>3</b></td></tr></tbody></table>"
        "<figcaption>All</figcaption></figure>"
    )
    table = {
        "columns": [{"type": "text", "heading": "A"}, {"type": "rich_text", "heading": "B"}],
        "rows": [{"values": ["1", "<p>2 &amp; <b>3</b></p>"]}],
        "caption": "All",
    }
    assert blocks(content) == [("table", {"table": table, "first_column_is_header": False})]


@pytest.mark.parametrize(
    "cells",
    [
        '<tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr>',
        "<tr><td>a</td></tr><tr><td>b</td><td>c</td></tr>",
        "<tr><td>a</td><td><ul><li>b</li></ul></td></tr><tr><td>c</td><td>d</td></tr>",
    ],
)
def test_other_table_is_to_be_checked(cells):
    result = convert(f'<table onclick="x()" style="x">{cells}</table>', HERE)
    assert result.checks == [Check.TABLE]
    assert words_in(result.blocks)[:3] == ["a", "b", "c"]
    assert "onclick" not in result.blocks[0][1]["html"]


def test_table_of_one_column_only_arranges():
    assert blocks("<table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table>") == [
        ("paragraph", "<p>a</p><p>b</p>")
    ]


def test_links_are_completed_and_noted():
    result = convert(
        '<a href="/about/#me">About</a> <a href="mailto:ada@mail.example">mail</a> '
        '<a href="//old.example/x">x</a>',
        HERE,
    )
    assert result.blocks[0][1] == (
        '<p><a href="https://old.example/about/#me">About</a> '
        '<a href="mailto:ada@mail.example">mail</a> <a href="https://old.example/x">x</a></p>'
    )
    assert result.links == [
        "https://old.example/about/#me",
        "mailto:ada@mail.example",
        "https://old.example/x",
    ]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "java&#115;cript:x", "data:text/html,x", "vbscript:x", "http://", ""],
)
def test_link_that_runs_code_or_leads_nowhere_is_only_words(address):
    assert blocks(f'a <a href="{address}">b</a>') == [("paragraph", "<p>a b</p>")]


def test_link_to_a_heading_leads_to_its_new_place():
    content = '<p><a href="#two">Down</a> <a href="#gone">Gone</a></p><h2 id="two">Part Two</h2>'
    assert blocks(content)[0][1] == '<p><a href="#h-part-two">Down</a> Gone</p>'
    assert left_out(content) == {("jump", ""): 1}


def test_details_are_questions():
    content = "<details><summary>A?</summary>Yes.</details><details><summary>B?</summary>No."
    assert blocks(content) == [
        (
            "faq",
            {
                "questions": [
                    {"question": "A?", "answer": "<p>Yes.</p>"},
                    {"question": "B?", "answer": "<p>No.</p>"},
                ]
            },
        )
    ]


def test_form_is_counted_and_its_words_are_kept():
    result = convert(
        '<form action="https://evil.example/"><p>Your name <input name="a"></p></form>'
    )
    assert result.blocks == [
        ("please_check", {"reason": "form", "html": "<p>Your name </p>", "name": ""})
    ]
    assert result.left_out == {(LeftOut.FORM, "form"): 1}


def test_hostile_markup_leaves_words_only():
    content = (
        '<script>alert("xss")</script><p onclick="x()">Click</p><style>p{}</style>'
        '<svg onload="x()"><title>Icon</title><text>drawn</text></svg><base href="//evil.example/">'
        '<meta http-equiv="refresh"><p style="position:fixed">styled</p><math><mi>x</mi></math>'
    )
    assert blocks(content) == [("paragraph", "<p>Click</p><p>drawn</p><p>styled</p><p>x</p>")]
    assert left_out(content) == {("script", ""): 1, ("style", ""): 1, ("drawing", ""): 1}


def test_long_texts_keep_their_words():
    long = "word " * 120
    content = (
        f"<h2>{long}</h2><figure><img src='/a.jpg'><figcaption>{long}</figcaption></figure>"
        f"<details><summary>{long}</summary>{long}</details>"
        f"<blockquote>{long}<cite>{long}</cite></blockquote>"
        f'<a class="wp-element-button" href="/x">{long}</a>'
    )
    assert words_in(blocks(content)) == ["word"] * 120 * 7


def test_more_is_where_the_excerpt_ends_and_pages_are_joined():
    result = convert("One\n\n<!--more Read on-->\n\nTwo<!--nextpage-->Three")
    assert (result.excerpt_end, result.pages) == (1, 2)
    assert words_in(result.blocks) == ["One", "Two", "Three"]


def test_empty_content_is_no_block():
    assert [blocks(content) for content in ("", "\n \n", "<p></p>", "&nbsp;")] == [[]] * 4


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("The <em>Ego</em> &amp; the Id <script>alert(1)</script>", "The Ego & the Id"),
        ("<p>One</p>\n<p>two &lt;3</p>", "One two <3"),
        ("心と体 — “quotes”", "心と体 — “quotes”"),
        ("<div>" * 50_000 + "word", "word"),
        ("", ""),
    ],
    ids=["tags", "paragraphs", "letters", "depth", "nothing"],
)
def test_titles_are_texts(html, text):
    assert plain_text(html) == text
