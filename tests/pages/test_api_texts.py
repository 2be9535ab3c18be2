"""Texts as Wagtail's APIs give them to a front end, which has no ids of pages and no lists."""

import json

import pytest

from tests.pages import rows
from tests.pages.api import HAS_V3, VERSIONS, get_json


@pytest.fixture(autouse=True)
def headless(settings):
    settings.ROOT_URLCONF = "tests.api_urls"


@pytest.fixture
def blog(site):
    return rows.blog(site)


@pytest.fixture
def target(blog):
    return rows.post(blog, rows.writer(), title="Target")


def paragraph(target):
    link = f'<a linktype="page" id="{target.pk}">there</a>'
    return f'<p>See {link}, <a href="#part">below</a> [ref:orla-2024].</p>'


def body(target):
    """Return what an editor has stored: texts of each kind, which cite one paper four times."""
    table = {
        "columns": [{"type": "rich_text", "heading": "One"}],
        "rows": [{"values": ["<p>Cell [ref:orla-2024]</p>"]}],
        "caption": "",
    }
    values = [
        ("paragraph", paragraph(target)),
        ("quote", {"text": "Said [ref:orla-2024]", "attribution": ""}),
        ("list", {"style": "bullets", "items": ["<p>One [REF: orla-2024; unknown]</p>"]}),
        ("table", {"table": table, "first_column_is_header": True}),
    ]
    return json.dumps([{"type": kind, "value": value, "id": kind} for kind, value in values])


REFERENCES = json.dumps(
    [
        {"type": "reference", "value": {"title": "", "key": "nothing"}, "id": "empty"},
        rows.reference(doi="10.1000/182") | {"id": "paper"},
    ]
)


@pytest.fixture
def post(blog, target):
    texts = {"body": body(target), "references": REFERENCES}
    return rows.post(blog, rows.writer(), title="Source", **texts)


def values(client, version, page, query="", name="body"):
    """Return the values of a stream as readers get it."""
    found = get_json(client, f"/api/{version}/pages/{page.pk}/{query}")
    stream = found["for_readers"][name] if version == "v3" else found[name]
    return [one["value"] for one in stream]


def cited(number):
    return (
        f'<sup class="therapy-cite">&#x2060;<a href="#ref-orla-2024" id="cite-orla-2024-{number}">'
        '<span aria-hidden="true">[1]</span><span class="therapy-visually-hidden">reference 1'
        "</span></a></sup>"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_body_has_addresses_and_citation_numbers(client, post, version):
    paragraph, quote, bullets, table = values(client, version, post)

    there = '<a href="http://testserver/notes/target/">there</a>'
    below = '<a href="#part">below</a>'
    assert paragraph == f"<p>See {there}, {below}{cited(1)}.</p>"
    assert quote == {"text": "Said", "attribution": ""}
    assert bullets == {"style": "bullets", "items": [f"<p>One{cited(2)}</p>"]}
    assert table["table"]["rows"] == [{"values": [f"<p>Cell{cited(3)}</p>"]}]


@pytest.mark.parametrize("version", VERSIONS)
def test_references_have_their_numbers_and_places(client, post, version):
    (reference,) = values(client, version, post, name="references")

    assert {name: value for name, value in reference.items() if value} == {
        "title": "What people remember",
        "key": "orla-2024",
        "doi": "10.1000/182",
        "number": 1,
        "anchor": "ref-orla-2024",
        "citation_anchors": ["cite-orla-2024-1", "cite-orla-2024-2", "cite-orla-2024-3"],
        "doi_url": "https://doi.org/10.1000/182",
    }


def test_references_know_their_places_when_the_body_is_not_asked_for(client, post):
    whole = values(client, "v2", post, name="references")

    assert values(client, "v2", post, "?fields=_,references", "references") == whole


def test_addresses_begin_as_the_host_says_its_api_does(client, post, settings):
    settings.WAGTAILAPI_BASE_URL = "https://content.example/ignored"

    paragraph, *_others = values(client, "v2", post)

    assert 'href="https://content.example/notes/target/"' in paragraph


@HAS_V3
def test_v3_also_has_the_body_as_stored(client, post, target):
    found = get_json(client, f"/api/v3/pages/{post.pk}/")

    assert found["body"][0]["value"] == paragraph(target)
    assert found["references"][1]["value"]["key"] == "orla-2024"


def test_v2_has_the_body_once(client, post):
    assert "for_readers" not in get_json(client, f"/api/v2/pages/{post.pk}/")


def test_v2_has_the_body_as_stored_on_request(client, post, target, settings):
    query = "?rich_text_format=db_html"
    assert values(client, "v2", post, query)[0] == paragraph(target)
    settings.WAGTAILAPI_RICH_TEXT_FORMAT = "db_html"
    assert values(client, "v2", post)[0] == paragraph(target)


def test_introduction_has_addresses(site, client, target):
    intro = f'<p>Read <a linktype="page" id="{target.pk}">this</a>.</p>'
    team = rows.team(site, intro=intro)

    def found(query):
        return get_json(client, f"/api/v2/pages/{team.pk}/{query}")["intro"]

    assert found("") == '<p>Read <a href="http://testserver/notes/target/">this</a>.</p>'
    assert found("?rich_text_format=db_html") == intro


@pytest.mark.parametrize("version", VERSIONS)
def test_sections_of_an_approach_have_citation_numbers(site, client, version):
    page = rows.approach(
        rows.approaches(site),
        short_definition="Of the body.",
        body=json.dumps([{"type": "history", "value": {"text": "<p>Old [ref:orla-2024].</p>"}}]),
        references=REFERENCES,
    )

    assert values(client, version, page) == [
        {"heading": "Where it comes from", "text": f"<p>Old{cited(1)}.</p>", "anchor": "s-history"}
    ]


def test_link_to_a_deleted_page_has_no_address(client, post, target):
    target.delete()

    paragraph, *_others = values(client, "v2", post)

    assert paragraph.startswith("<p>See <a>there</a>")
