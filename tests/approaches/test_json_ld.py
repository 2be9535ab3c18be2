from datetime import date

import pytest

from tests.pages import rows
from tests.schema_org import graph_in, problems, types_in
from wagtail_therapy.authors.reviews.records import mark
from wagtail_therapy.pages.models import ApproachPage

URL = "http://testserver/approaches/act/"
SITE = "http://testserver/#person-"


@pytest.fixture
def index(site):
    return rows.approaches(site)


def act(index, **fields):
    return rows.approach(index, "ACT", **({"short_definition": "Room for it."} | fields))


def graph(client, address=URL):
    nodes = graph_in(client.get(address).content.decode())
    assert problems(nodes) == []
    return nodes


def one_of(nodes, name):
    (found,) = [node for node in nodes if node["@type"] == name]
    return found


def test_approach_is_a_treatment_that_a_page_is_about(index, client):
    act(index, abbreviation="ACT", also_known_as="contextual therapy, ACT")

    nodes = graph(client)

    assert one_of(nodes, "MedicalWebPage")["about"] == {"@id": f"{URL}#approach"}
    assert one_of(nodes, "PsychologicalTreatment") == {
        "@type": "PsychologicalTreatment",
        "@id": f"{URL}#approach",
        "name": "ACT",
        "alternateName": ["ACT", "contextual therapy"],
        "description": "Room for it.",
        "mainEntityOfPage": {"@id": f"{URL}#webpage"},
    }


# The JSON-LD of a guideline for an approach, and of one against it.
FOR_AND_AGAINST = [
    {
        "@type": "MedicalGuidelineRecommendation",
        "name": "NICE CG1 (2020)",
        "description": "Talking to people",
        "url": "https://nice.example/2020/",
        "guidelineDate": "2020",
        "guidelineSubject": {
            "@type": "MedicalCondition",
            "name": "Anxiety",
            "description": "Worry that stays.",
        },
        "recognizingAuthority": {"@type": "Organization", "name": "NICE"},
        "recommendationStrength": "Can be considered",
    },
    {
        "@type": "MedicalGuidelineContraindication",
        "name": "APA (2022)",
        "description": "Loss",
        "guidelineDate": "2022",
        "recognizingAuthority": {"@type": "Organization", "name": "APA"},
    },
]


def test_page_of_an_approach_mentions_its_concerns(index, client):
    anxiety = rows.concern(kind="clinical", description="Worry that stays.")
    grief = rows.concern("Grief")
    act(
        index,
        concerns=[rows.used_for(anxiety), rows.used_for(grief)],
        recommendations=[
            rows.says(anxiety, "considers", rows.guideline(number="CG1", year=2020)),
            rows.says(
                grief,
                "advises_against",
                rows.guideline("APA", url="", title="Loss"),
                reference_keys="orla-2024",
            ),
        ],
        references=[rows.reference(kind="guideline")],
    )

    nodes = graph(client)

    assert one_of(nodes, "MedicalWebPage")["mentions"] == [
        {"@type": "MedicalCondition", "name": "Anxiety", "description": "Worry that stays."},
        {"@type": "DefinedTerm", "name": "Grief"},
    ]
    assert one_of(nodes, "PsychologicalTreatment")["guideline"] == FOR_AND_AGAINST


def test_page_of_an_approach_names_its_people_and_sources(index, client):
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    page = act(index, authors=[orla], references=[rows.reference()])
    mark(page, mateo, day=date(2026, 1, 2))

    nodes = graph(client)

    page_node = one_of(nodes, "MedicalWebPage")
    assert {
        key: page_node[key] for key in ("author", "reviewedBy", "lastReviewed", "citation")
    } == {
        "author": [{"@id": f"{SITE}{orla.translation_key}"}],
        "reviewedBy": [{"@id": f"{SITE}{mateo.translation_key}"}],
        "lastReviewed": "2026-01-02",
        "citation": [{"@type": "CreativeWork", "name": "What people remember"}],
    }
    assert types_in(nodes).count("Person") == 2


def test_approach_does_not_promise_to_help(index, client):
    act(index, concerns=[rows.used_for(rows.concern())])

    properties = {key for node in graph(client) for key in node}

    assert properties & {"indication", "possibleTreatment", "review", "aggregateRating"} == set()


def test_page_of_a_concern_lists_approaches(index, client):
    anxiety = rows.concern(kind="clinical")
    act(index, concerns=[rows.used_for(anxiety)])

    nodes = graph(client, "http://testserver/approaches/concerns/anxiety/")

    assert one_of(nodes, "CollectionPage")["about"] == {
        "@type": "MedicalCondition",
        "name": "Anxiety",
    }
    assert one_of(nodes, "ItemList")["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "ACT", "item": URL}
    ]


def test_preview_of_an_empty_approach_has_a_graph(index, rf):
    page = ApproachPage(title="ACT", locale=index.locale)
    page.path, page.depth = index.path + "0001", index.depth + 1
    page.set_url_path(index)
    request = rf.get("/", headers={"host": "testserver"})

    nodes = page.get_json_ld(request, page.get_meta(request))

    assert "PsychologicalTreatment" in types_in(nodes)
