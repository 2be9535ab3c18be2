import re

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from tests.content.rendering import squeezed
from wagtail_therapy.content.text.references import (
    ReferenceBlock,
    ReferencesBlock,
    listed_references,
)

BLOCK = ReferencesBlock()
PAPER = {
    "authors": "Penhallow, O., & Quill, M.",
    "year": "2024",
    "title": "What is remembered?",
    "container": "Journal of Imagined Practice",
    "volume": "12",
    "issue": "3",
    "pages": "45–61",
}


def references(*values):
    return BLOCK.normalize([("reference", value) for value in values])


def keys(value):
    return [key for key, _value in listed_references(value)]


def html(**fields):
    value = ReferenceBlock().to_python(fields)
    rendered = render_to_string("wagtail_therapy/content/reference.html", {"value": value})
    return re.fullmatch('<span class="therapy-reference">(.*)</span>', squeezed(rendered))[1]


def link(address, text=""):
    return f'<a href="{address}" rel="noreferrer">{text or address}</a>'


def test_reference_is_printed_in_the_order_of_its_parts():
    assert html(**PAPER, doi="10.1000/182", pmid="20141265") == (
        "Penhallow, O., &amp; Quill, M. (2024).<cite>What is remembered?</cite>"
        "Journal of Imagined Practice, 12(3), 45–61."
        + link("https://doi.org/10.1000/182")
        + link("https://pubmed.ncbi.nlm.nih.gov/20141265/", "PubMed")
    )


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        ({}, ""),
        ({"authors": "Nobody"}, "Nobody."),
        ({"year": "2020"}, "(2020)."),
        ({"title": "Alone"}, "<cite>Alone.</cite>"),
        ({"title": "療法。"}, "<cite>療法。</cite>"),
        ({"issue": "3", "pages": "4"}, "(3), 4."),
        ({"title": "<b>&"}, "<cite>&lt;b&gt;&amp;.</cite>"),
        ({"doi": "never one"}, ""),
        ({"pmid": "<x>"}, ""),
        (
            {"url": "https://paper.example/?a&b", "accessed_date": "2026-05-03"},
            link("https://paper.example/?a&amp;b") + "(read on May 3, 2026)",
        ),
        (
            {"kind": "trial", "open_access": True},
            "<small>Trial · Free to read.</small>",
        ),
        ({"kind": "gone", "open_access": True}, "<small>Free to read.</small>"),
    ],
)
def test_reference_prints_what_there_is(fields, printed):
    assert html(**fields) == printed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("10.1037/a0018378", "10.1037/a0018378"),
        (" https://doi.org/10.1037/a0018378 ", "10.1037/a0018378"),
        ("http://dx.doi.org/10.1037/a0018378", "10.1037/a0018378"),
        ("doi: 10.1037/a0018378", "10.1037/a0018378"),
        ("doi.org/10.1002/(SICI)1097", "10.1002/(SICI)1097"),
        ("", ""),
    ],
)
def test_doi_is_kept_without_its_address(typed, kept):
    block = ReferenceBlock()

    assert block.clean(block.normalize(PAPER | {"doi": typed}))["doi"] == kept


def test_doi_that_was_pasted_is_linked_to_before_it_was_cleaned():
    address = "https://doi.org/10.1000/182"

    assert html(doi=address) == link(address)


def test_numbers_that_are_none_are_refused_when_a_page_is_published():
    block = ReferenceBlock()
    value = block.normalize(PAPER | {"doi": "see journal", "pmid": "PMID: twelve"})

    block.clean_deferred(value)
    with pytest.raises(StructBlockValidationError) as error:
        block.clean(value)

    assert {name: each.messages for name, each in error.value.block_errors.items()} == {
        "doi": ["This isn’t a DOI. A DOI starts with 10. and has a slash."],
        "pmid": ["A PubMed number has digits only."],
    }


@pytest.mark.parametrize("typed", ["20141265", "PMID: 20141265", "pmid20141265"])
def test_pubmed_number_is_kept_alone(typed):
    block = ReferenceBlock()

    assert block.clean(block.normalize(PAPER | {"pmid": typed}))["pmid"] == "20141265"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"authors": "Penhallow, O., & Quill, M.", "year": "2024"}, "penhallow-2024"),
        ({"authors": "Quill M; Penhallow O", "year": "2024a"}, "quill-m-2024a"),
        ({"authors": "World Health Organization", "year": ""}, "world-health-organization"),
        ({"authors": "李明", "year": "2019"}, "李明-2019"),
        ({"authors": "", "year": "2019", "title": "On the end of things"}, "on-the-end-2019"),
        ({"authors": "???", "year": "", "title": "☀"}, "reference"),
        ({"authors": "Quill", "year": "2001", "key": "My Key"}, "my-key"),
        ({"authors": "", "title": "", "year": "", "doi": "10.1037/a0018378"}, "a0018378"),
        (
            {"authors": "", "title": "", "doi": "https://doi.org/10.1016/j.cpr.2013.05.003"},
            "j-cpr-2013-05-003-2024",
        ),
        ({"authors": "", "title": "", "year": "", "doi": "no idea"}, "reference"),
    ],
)
def test_key_is_made_from_author_and_year(fields, key):
    assert keys(references(PAPER | fields)) == [key]


def test_keys_are_unique_and_written_ones_come_first():
    same = [PAPER, PAPER, PAPER | {"key": "penhallow-2024"}]

    assert keys(references(*same)) == ["penhallow-2024-2", "penhallow-2024-3", "penhallow-2024"]


def test_references_without_a_word_are_not_numbered():
    assert keys(references({"year": "2020"}, PAPER)) == ["penhallow-2024"]


def test_no_references_at_all():
    assert (listed_references(None), listed_references(references())) == ([], [])


def test_key_is_kept_with_the_reference():
    cleaned = BLOCK.clean(references(PAPER, PAPER | {"key": "Other"}))

    assert [child.value["key"] for child in cleaned] == ["penhallow-2024", "other"]


def test_key_of_a_draft_is_kept_too():
    cleaned = BLOCK.clean_deferred(references({"authors": "Quill"}))

    assert [child.value["key"] for child in cleaned] == ["quill"]


def test_draft_that_says_nothing_has_no_key_yet():
    cleaned = BLOCK.clean_deferred(references({"year": "2020"}, {"year": "2021", "key": "mine"}))

    assert [child.value["key"] for child in cleaned] == ["", "mine"]


def test_key_that_was_typed_twice_is_refused_when_a_page_is_published():
    value = references(PAPER | {"key": "one"}, PAPER | {"key": "One "})

    BLOCK.clean_deferred(value)
    with pytest.raises(StreamBlockValidationError) as error:
        BLOCK.clean(value)

    assert error.value.as_json_data() == {
        "blockErrors": {
            1: {"blockErrors": {"key": {"messages": ["Another reference has this key."]}}}
        }
    }


def test_reference_needs_a_title_when_a_page_is_published():
    value = references(PAPER | {"title": ""})

    with pytest.raises(ValidationError):
        BLOCK.clean(value)


def test_preview_shows_a_reference(site, editor_client):
    block = BLOCK.child_blocks["reference"]

    response = editor_client.get(f"/admin/block-preview/?id={block.definition_prefix}")

    assert "<cite>What people remember of a first session.</cite>" in response.content.decode()


def test_kind_is_shown_unless_it_is_other_or_empty():
    has_kind = {
        kind: "<small>" in html(title="Outcome", kind=kind) for kind in ("trial", "other", "")
    }

    assert has_kind == {"trial": True, "other": False, "": False}
