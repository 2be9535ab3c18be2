import re

import pytest
from django.template.loader import render_to_string

from tests.content.rendering import body, squeezed
from wagtail_therapy.content.text.citations import Citations
from wagtail_therapy.content.text.headings import MIN_WORDS, ContentsEntry, table_of_contents


def heading(text):
    return ("heading", {"text": text})


def subheading(text):
    return ("subheading", {"text": text})


def long_body(*headings):
    return body(*headings, ("paragraph", f"<p>{'word ' * MIN_WORDS}</p>"))


def html_of(contents):
    context = {"contents": contents}
    return squeezed(render_to_string("wagtail_therapy/content/table_of_contents.html", context))


def ids(html):
    return re.findall(r'id="([^"]*)"', html)


def test_contents_are_the_headings_with_their_subheadings():
    text = long_body(
        heading("One"), subheading("A"), subheading("A"), heading("Two"), heading("三")
    )

    assert table_of_contents(text) == [
        ContentsEntry(
            "One", "h-one", 2, [ContentsEntry("A", "h-a", 3), ContentsEntry("A", "h-a-2", 3)]
        ),
        ContentsEntry("Two", "h-two", 2),
        ContentsEntry("三", "h-三", 2),
    ]


def test_table_of_contents_keeps_a_subheading_before_the_first_heading():
    text = long_body(subheading("A"), *map(heading, "XYZ"))

    assert [entry.text for entry in table_of_contents(text)] == ["A", "X", "Y", "Z"]


def test_contents_of_few_headings_are_none():
    assert table_of_contents(long_body(heading("One"), subheading("A"), heading("Two"))) == []


def test_contents_of_few_words_are_none():
    words = "word " * (MIN_WORDS - 4)

    assert table_of_contents(body(*map(heading, "XYZ"), ("paragraph", f"<p>{words}</p>"))) == []


def test_contents_of_nothing_are_none():
    assert table_of_contents(body()) == []


def test_contents_leave_out_empty_headings_and_marks_of_citations():
    text = long_body(
        heading(""), heading("  "), heading("One [ref:quill-2024]"), *map(heading, "XY")
    )

    assert [(entry.text, entry.anchor) for entry in table_of_contents(text)] == [
        ("One", "h-one"),
        ("X", "h-x"),
        ("Y", "h-y"),
    ]


@pytest.mark.parametrize("is_asked_first", [True, False])
def test_body_has_the_anchors_of_the_contents(is_asked_first):
    text = long_body(heading("One"), heading("One"), subheading("One"), heading("Two"))
    before = table_of_contents(text) if is_asked_first else None

    html = text.render_as_block({"citations": Citations()})

    assert ids(html) == ["h-one", "h-one-2", "h-one-3", "h-two"]
    assert table_of_contents(text) == (before or table_of_contents(text))
    assert re.findall('href="#([^"]*)"', html_of(table_of_contents(text))) == ids(html)


def test_heading_that_is_rendered_alone_has_its_plain_anchor():
    text = body(heading("One"))

    assert squeezed(text[0].render()) == '<h2 class="therapy-heading" id="h-one">One</h2>'


def test_contents_are_an_ordered_list_in_a_named_landmark():
    contents = [
        ContentsEntry("<One>", "h-one", 2, [ContentsEntry("A", "h-a", 3)]),
        ContentsEntry("Two", "h-two", 2),
    ]

    assert html_of(contents) == (
        '<nav class="therapy-contents" aria-labelledby="therapy-contents">'
        '<h2 class="therapy-contents-title" id="therapy-contents">On this page</h2><ol>'
        '<li><a href="#h-one">&lt;One&gt;</a><ol><li><a href="#h-a">A</a></li></ol></li>'
        '<li><a href="#h-two">Two</a></li></ol></nav>'
    )


def test_no_contents_print_nothing():
    assert html_of([]) == ""
