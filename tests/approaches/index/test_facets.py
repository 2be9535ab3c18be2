from types import SimpleNamespace

import pytest
from django.http import QueryDict

from wagtail_therapy.approaches.choices import ConcernKind
from wagtail_therapy.approaches.index.facets import PARAMETERS, Filters, approach_facets
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.pages.models import ApproachPage

GRIEF = Concern(pk=1, name="Grief", slug="grief", kind=ConcernKind.LIFE)
PANIC = Concern(pk=2, name="Panic", slug="panic", kind=ConcernKind.CLINICAL)


def approach(pk, **facts):
    empty = {"formats": [], "delivery": None, "age_groups": [], "structure": ""}
    return SimpleNamespace(**{"pk": pk, "offered_here": False} | empty | facts)


ONE = approach(1, formats=["individual", "group"], delivery=["video"], structure="structured")
TWO = approach(2, formats=["couple"], delivery=["video", "phone"], offered_here=True)
BLANK = approach(3)


def filters(query):
    helped = {1: {"grief"}, 2: {"grief", "panic"}}
    return Filters(approach_facets([ApproachPage], helped, [PANIC, GRIEF]), QueryDict(query))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [ONE, TWO, BLANK]),
        ("concern=grief", [ONE, TWO]),
        ("concern=panic", [TWO]),
        ("format=individual", [ONE]),
        ("format=individual&format=couple", [ONE, TWO]),
        ("delivery=video&delivery=phone", [ONE, TWO]),
        ("concern=grief&format=group", [ONE]),
        ("concern=panic&format=group", []),
        ("structure=structured", [ONE]),
        ("structure=open_ended", []),
        ("offered=yes", [TWO]),
        ("age=adults", []),
        ("format=", [ONE, TWO, BLANK]),
        ("format=nonsense", [ONE, TWO, BLANK]),
        ("format=nonsense&format=couple", [TWO]),
    ],
)
def test_filters_apply_every_facet(query, found):
    assert filters(query).apply([ONE, TWO, BLANK]) == found


@pytest.mark.parametrize(
    ("query", "has_unknown", "is_used"),
    [
        ("", False, False),
        ("format=", False, False),
        ("format=couple&utm_source=mail", False, True),
        ("format=nonsense", True, False),
        ("concern=grief&concern=%00", True, True),
        ("offered=1", True, False),
    ],
)
def test_filters_know_what_they_do_not_know(query, has_unknown, is_used):
    found = filters(query)

    assert (found.has_unknown, bool(found)) == (has_unknown, is_used)


def test_chips_lead_to_the_list_without_one_filter_and_nothing_unknown():
    found = filters("concern=grief&concern=gone&format=couple&a=cbt&sort=name")

    assert [(chip.facet.name, str(chip.option.label), chip.query) for chip in found.chips()] == [
        ("concern", "Grief", "format=couple&a=cbt&sort=name"),
        ("format", "Couple", "concern=grief&a=cbt&sort=name"),
    ]
    assert found.cleared() == "a=cbt&sort=name"


def test_facet_shows_options_that_lead_somewhere_and_those_that_are_chosen():
    facet = filters("").facets[1]

    assert [one.value for one in facet.options_for([ONE, TWO], {"family"})] == [
        "individual",
        "couple",
        "family",
        "group",
    ]


def test_concerns_are_grouped_by_kind():
    options = filters("").facets[0].options

    assert [(one.value, str(one.group)) for one in options] == [
        ("panic", "Health conditions"),
        ("grief", "Life events and relationships"),
    ]


def test_names_are_those_of_the_facets():
    assert {facet.name for facet in filters("").facets} == PARAMETERS
