import html

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from tests.content.rendering import BODY, body, squeezed
from wagtail_therapy.content.text.citations import Citations, check_citations, strip_citations
from wagtail_therapy.content.text.references import ReferencesBlock

ROGERS = {"authors": "Rogers, C.", "year": "1961", "title": "Becoming"}
QUILL = {"authors": "Quill, M.", "year": "2024", "title": "Endings"}
ALDER = {"authors": "Alder, T.", "year": "2020", "title": "Rooms"}
PENHALLOW = {"authors": "Penhallow, O.", "year": "2019", "title": "Doors"}


def references(*values):
    return ReferencesBlock().normalize([("reference", value) for value in values])


@pytest.fixture
def citations():
    return Citations(references(ROGERS, QUILL))


def cite(*links):
    return f'<sup class="therapy-cite">&#x2060;{"".join(links)}</sup>'


def link(number, key, time):
    return (
        f'<a href="#ref-{key}" id="cite-{key}-{time}"><span aria-hidden="true">[{number}]</span>'
        f'<span class="therapy-visually-hidden">reference {number}</span></a>'
    )


def test_citation_is_the_number_of_its_reference(citations):
    assert citations.cite("<p>It helps [ref:quill-2024].</p>") == (
        f"<p>It helps{cite(link(1, 'quill-2024', 1))}.</p>"
    )


def test_citation_names_several(citations):
    assert citations.cite("<p>So [ref: Quill-2024,rogers-1961]</p>") == (
        f"<p>So{cite(link(1, 'quill-2024', 1), link(2, 'rogers-1961', 1))}</p>"
    )


def test_references_are_numbered_as_they_are_cited_and_the_others_come_last():
    citations = Citations(references(ROGERS, QUILL, ALDER, PENHALLOW))
    citations.cite("<p>So [ref:alder-2020]. And [ref:quill-2024,alder-2020].</p>")

    assert [(one.number, one.key, one.count) for one in citations.listed] == [
        (1, "alder-2020", 2),
        (2, "quill-2024", 1),
        (3, "rogers-1961", 0),
        (4, "penhallow-2019", 0),
    ]


def test_numbers_of_one_citation_are_in_order(citations):
    citations.cite("[ref:rogers-1961]")

    assert citations.cite("[ref:quill-2024,rogers-1961]") == cite(
        link(1, "rogers-1961", 2), link(2, "quill-2024", 1)
    )


def test_citation_of_an_unknown_key_is_left_out(citations):
    html = "<p>So [ref:unknown], and [ref:unknown,quill-2024] [ref:]</p>"

    assert citations.cite(html) == f"<p>So, and{cite(link(1, 'quill-2024', 1))}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<!-- > [ref:quill-2024] -->",
        "<p>[ref quill-2024] [ref:quill</p>",
        "<p>[ref:quill</p><p>-2024]</p>",
        "<p>[<b>Referred</b>: by whom]</p>",
        "<p>Plain</p>",
    ],
)
def test_what_is_no_citation_stays_as_it_is(html, citations):
    assert citations.cite(html) == html


@pytest.mark.parametrize(
    ("mark", "after"),
    [
        ("[ref:<b>quill</b>-2024]", ""),
        ("[<i>ref</i>:quill-2024]", ""),
        ('[ref:<a href="/x/"><em>quill-2024</em></a>]', ""),
        ("[ref:quill<b>-2024]</b>", "<b></b>"),
    ],
)
def test_citation_with_formatting_in_it_is_a_number(mark, after, citations):
    number = cite(link(1, "quill-2024", 1))
    assert citations.cite(f"<p>So {mark}.</p>") == f"<p>So{number}{after}.</p>"


def test_citation_in_an_attribute_is_left_out(citations):
    html = '<video aria-label="A walk [ref:quill-2024]"></video>'
    assert citations.cite(html) == '<video aria-label="A walk"></video>'


def test_citation_within_a_link_is_a_number_only(citations):
    html = '<p><a href="/x/">See [ref:quill-2024]</a> [ref:quill-2024]</p>'

    assert citations.cite(html) == (
        f'<p><a href="/x/">See{cite("[1]")}</a>{cite(link(1, "quill-2024", 1))}</p>'
    )


def test_citation_elsewhere_leads_to_the_page():
    citations = Citations(references(QUILL), base_url="https://practice.example/a/")

    assert (citations.cite("So [ref:quill-2024]"), citations.listed[0].citation_anchors) == (
        "So" + cite('<a href="https://practice.example/a/#ref-quill-2024">[1]</a>'),
        [],
    )


def test_citation_of_hostile_keys_is_harmless():
    hostile = references(QUILL | {"key": '"><script>'})

    for mark in ('[ref:"&gt;&lt;script&gt;]', "[ref:script]"):
        assert Citations(hostile).cite(f"<p>{mark}</p>") == f"<p>{cite(link(1, 'script', 1))}</p>"


@pytest.mark.parametrize("key", ["Smith & Jones 2010", "O'Brien 2011"])
def test_citation_of_a_key_with_signs_finds_it(key):
    (cited,) = Citations(references(QUILL | {"key": key})).listed
    citations = Citations(references(QUILL | {"key": key}))

    citations.cite(f"<p>[ref:{html.escape(key)}]</p>")

    assert citations.listed[0].citation_anchors == [f"cite-{cited.key}-1"]


def test_body_shows_its_citations_wherever_they_stand(citations):
    text = body(
        ("paragraph", "<p>One [ref:quill-2024]</p>"),
        ("quote", {"text": "Two", "attribution": "Quill [ref:quill-2024]"}),
        ("list", {"style": "bullets", "items": ["<p>Three [ref:quill-2024]</p>"]}),
    )

    html = text.render_as_block({"citations": citations})

    assert [html.count(f'id="cite-quill-2024-{time}"') for time in (1, 2, 3, 4)] == [1, 1, 1, 0]


def test_body_without_references_shows_no_marks():
    text = body(("paragraph", "<p>One [ref:quill-2024].</p>"))

    assert squeezed(text.render_as_block()) == (
        '<div class="w-block-paragraph block-paragraph"><div class="therapy-prose">'
        "<p>One.</p></div></div>"
    )


def test_search_finds_no_marks():
    text = body(("paragraph", "<p>One [ref:quill-2024].</p>"))

    assert BODY.get_searchable_content(text) == ["One."]


def test_list_leads_back_to_each_citation(citations):
    citations.cite("[ref:quill-2024] [ref:rogers-1961] [ref:quill-2024]")

    html = render_to_string("wagtail_therapy/content/references.html", {"citations": citations})

    def back(number, key, place, shown):
        label = f"Back to where reference {number} is cited, place {place}"
        href = f"#cite-{key}-{place}"
        return (
            f'<a class="therapy-cite-back" href="{href}"><span aria-hidden="true">↩&#xFE0E;{shown}'
            f'</span><span class="therapy-visually-hidden">{label}</span></a>'
        )

    def item(key, words, *links):
        reference = f'<span class="therapy-reference">{words}</span>'
        return f'<li id="ref-{key}">{reference}{"".join(links)}</li>'

    one = [back(1, "quill-2024", place, place) for place in (1, 2)]
    two = back(2, "rogers-1961", 1, "")
    assert squeezed(html) == (
        '<section class="therapy-references" aria-labelledby="therapy-references">'
        '<h2 class="therapy-references-title" id="therapy-references">References</h2><ol>'
        + item("quill-2024", "Quill, M. (2024).<cite>Endings.</cite>", *one)
        + item("rogers-1961", "Rogers, C. (1961).<cite>Becoming.</cite>", two)
        + "</ol></section>"
    )


@pytest.mark.parametrize("citations", [None, Citations(), Citations(references({}))])
def test_list_without_references_is_nothing(citations):
    context = {"citations": citations}

    assert render_to_string("wagtail_therapy/content/references.html", context).strip() == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("So [ref:a-1]. And [REF: b ; c]", "So. And"),
        ("这样[ref:a]。", "这样。"),
        ("لذلك [ref:نص].", "لذلك."),
        ("[refers:x]", "[refers:x]"),
    ],
)
def test_without_citations_leaves_the_words(text, left):
    assert strip_citations(text) == left


def test_check_is_content_with_known_keys():
    check_citations(body(("paragraph", "<p>[ref:Quill-2024]</p>")), references(QUILL))
    check_citations(body(("paragraph", "<p>Plain</p>")), None)


def test_check_names_the_unknown_keys_and_where_they_stand():
    text = body(
        ("paragraph", "<p>[ref:quill-2024]</p>"),
        ("paragraph", "<p>[ref:quil,quill-2024] [ref:quil] [ref:rogers]</p>"),
        ("quote", {"text": "x", "attribution": "[ref:unknown]"}),
    )

    with pytest.raises(ValidationError) as error:
        check_citations(text, references(QUILL))

    known = "on this page. You can use “quill-2024”."
    first = f"There is no reference with the key “quil”, “rogers” {known}"
    second = f"There is no reference with the key “unknown” {known}"
    assert error.value.message_dict == {"body": [f"2. Paragraph: {first} 3. Quote: {second}"]}
    assert error.value.error_dict["body"][0].as_json_data() == {
        "blockErrors": {1: {"messages": [first]}, 2: {"messages": [second]}}
    }
