"""The check of our graphs finds what it is there for."""

import pytest

from tests.schema_org import problems

PERSON = {"@type": "Person", "@id": "#person", "name": "Orla"}


@pytest.mark.parametrize(
    ("node", "found"),
    [
        ({"@type": "Therapy"}, ["Therapy is no type to use"]),
        ({"@type": "FAQPage"}, ["FAQPage is no type to use"]),
        ({"@type": "Person", "lastReviewed": "2026-11-01"}, ["Person has no lastReviewed"]),
        ({"@type": "Person", "colour": "red"}, ["colour is no property to use"]),
        ({"@type": "MedicalWebPage", "aspect": "Risks"}, ["aspect is no property to use"]),
        ({"@type": "WebPage", "about": {"@id": "#x"}}, ["WebPage.about leads nowhere: #x"]),
        (
            {"@type": "WebPage", "breadcrumb": {"@id": "#person"}},
            ["WebPage.breadcrumb is no Person"],
        ),
        (
            {"@type": "Certification", "validIn": "Kent"},
            ["Certification.validIn is no text: 'Kent'"],
        ),
        ({"@type": "WebPage", "name": ""}, ["WebPage.name is no text: ''"]),
        ({"@type": "MedicalWebPage", "reviewedBy": [{"@id": "#person"}]}, []),
    ],
)
def test_problems_are_found(node, found):
    assert problems([PERSON, {"@id": "#node"} | node]) == found


def test_problems_are_found_within_a_node():
    address = {"@type": "PostalAddress", "street": "Lane"}

    assert problems([PERSON | {"address": address}]) == ["street is no property to use"]


def test_problems_are_ids_that_are_there_twice():
    assert problems([PERSON, PERSON]) == ["#person is there twice"]
