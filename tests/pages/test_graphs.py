"""The graph of schema.org on each page."""

import pytest
from django.test import Client

from tests.pages import rows
from tests.schema_org import graph_in, problems, types_in
from wagtail_therapy.practice.models import PracticeSettings


def graph(page):
    response = Client().get(page.url)
    assert response.status_code == 200
    return graph_in(response.content.decode())


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def approach(index):
    return rows.approach(index, "ACT", short_definition="Making room for it.")


def pages_of_each_type(site):
    blog, index = rows.blog(site), rows.approaches(site)
    yield blog
    yield rows.post(blog, rows.author())
    yield rows.approach(index, short_definition="Short.")
    yield index


def test_graph_of_each_page_type_is_known_to_schema_org(site):
    PracticeSettings.objects.create(site=site, name="Willowmere", locality="Harrow Bay")

    for page in pages_of_each_type(site):
        nodes = graph(page)
        assert problems(nodes) == []
        assert types_in(nodes)[:3] == ["WebSite", "MedicalBusiness", "BreadcrumbList"]


def test_graph_of_an_index_lists_its_approaches(approach, index):
    nodes = graph(index)

    assert types_in(nodes)[3:] == ["CollectionPage", "ItemList"]
    assert nodes[-1]["itemListElement"] == [
        {
            "@type": "ListItem",
            "position": 1,
            "name": "ACT",
            "item": "http://testserver/approaches/act/",
        }
    ]


def test_graph_of_an_empty_index_has_no_list(index):
    assert types_in(graph(index))[3:] == ["CollectionPage"]


def test_graph_of_the_approach_is_one(approach):
    nodes = graph(approach)

    assert types_in(nodes)[3:] == ["MedicalWebPage", "PsychologicalTreatment", "Person"]
    assert [node["@id"].partition("#")[2] for node in nodes[:-1]] == [
        "website",
        "publisher",
        "breadcrumb",
        "webpage",
        "approach",
    ]


def with_strict_csp(route):
    """Answer as a host does that allows a page what comes from itself, and nothing inline."""
    response = route.fetch()
    policy = {"content-security-policy": "default-src 'self'"}
    route.fulfill(response=response, headers=response.headers | policy)


INLINE_SCRIPT = "document.head.append(Object.assign(document.createElement('script'), {text: '1'}))"


def test_graph_is_data_that_a_strict_csp_lets_pass(live_site, chromium_page):
    approach = rows.approach(rows.approaches(live_site), "</script>", short_definition="Short.")
    blocked = []
    chromium_page.on("console", lambda message: blocked.append("Security Policy" in message.text))
    chromium_page.route("**/approaches/**", with_strict_csp)

    chromium_page.goto(approach.full_url)

    text = chromium_page.locator("script[type='application/ld+json']").text_content()
    assert "\\u003c/script\\u003e" in text
    assert True not in blocked

    chromium_page.evaluate(INLINE_SCRIPT)
    assert True in blocked
