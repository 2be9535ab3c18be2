import pytest
from django.test import RequestFactory

from tests.pages import rows
from tests.schema_org import problems, types_in
from wagtail_therapy.approaches.json_ld import with_approach
from wagtail_therapy.content import json_ld
from wagtail_therapy.content.publishers import publisher


@pytest.fixture
def nodes(site):
    approach = rows.approach(rows.approaches(site), "ACT", short_definition="Room for it.")
    request = RequestFactory().get("/", headers={"host": "testserver"})
    meta = approach.get_meta(request)
    base = [
        publisher(request),
        json_ld.website("http://testserver", "Foreign host"),
        json_ld.web_page(meta, "http://testserver"),
    ]
    return with_approach(base, approach, meta)


def test_approach_is_a_treatment_that_a_page_is_about(nodes):
    url = "http://testserver/approaches/act/"

    assert (problems(nodes), types_in(nodes)[2:]) == (
        [],
        ["MedicalWebPage", "PsychologicalTreatment"],
    )
    assert nodes[2]["about"] == {"@id": f"{url}#approach"}
    assert nodes[3] == {
        "@type": "PsychologicalTreatment",
        "@id": f"{url}#approach",
        "name": "ACT",
        "description": "Room for it.",
        "mainEntityOfPage": {"@id": f"{url}#webpage"},
    }


def test_approach_does_not_promise_to_help(nodes):
    properties = {key for node in nodes for key in node}

    assert properties & {"indication", "possibleTreatment", "review", "aggregateRating"} == set()
