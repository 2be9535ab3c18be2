"""Licences, places and ways of meeting held against each other."""

import pytest

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.authors.models import Author, AuthorLicense
from wagtail_therapy.practice import readiness


@pytest.fixture
def practice(site):
    """A practice in Ohio that sees clients in two states, whose one licence is for Ohio."""
    made = ready_practice.practice(site, region="Ohio", served_regions="Ohio\nTexas")
    AuthorLicense.objects.update(jurisdiction="Ohio")
    return made


def licensed(jurisdiction, *ways, **fields):
    author = rows.author("Mateo", delivery=list(ways), **fields)
    AuthorLicense.objects.create(author=author, title="LMFT", jurisdiction=jurisdiction)


def found(site):
    codes = ("license_place", "license_delivery")
    return [(one.code, one.level) for one in readiness.examine(site) if one.code in codes]


def test_place_without_a_licence_is_an_error(practice, site):
    [finding] = readiness.examine(site)

    assert (finding.code, finding.level) == ("license_place", "error")
    assert "see clients in Texas, by video too, but no published person" in finding.message


@pytest.mark.parametrize(
    ("jurisdiction", "ways", "expected"),
    [
        ("texas", ["video"], []),
        ("New York and Texas", ["phone"], []),
        ("Ohio, Texas", [], []),
        ("Texas", ["in_person"], [("license_delivery", "warning")]),
        ("West Texas", ["video"], [("license_place", "error")]),
        ("", ["video"], [("license_place", "error")]),
    ],
)
def test_place_has_someone_who_is_licensed_and_reached_there(
    practice, site, jurisdiction, ways, expected
):
    licensed(jurisdiction, *ways)

    assert found(site) == expected


def test_place_with_an_and_in_its_name_is_found_among_others(practice, site):
    practice.served_regions = "Ohio\nNewfoundland and Labrador\nOntario"
    practice.save()
    licensed("Newfoundland and Labrador, Ontario", "video")

    assert found(site) == []


def test_people_of_the_place_itself_may_meet_in_person_only(practice, site):
    practice.served_regions = "Ohio"
    practice.save()
    Author.objects.update(delivery=["in_person"])

    assert found(site) == []


@pytest.mark.parametrize("fields", [{"works_here": False}, {"live": False}])
def test_licence_of_a_guest_counts_for_no_place(practice, site, fields):
    licensed("Texas", "video", **fields)

    assert found(site) == [("license_place", "error")]


def test_certificate_is_no_licence_to_practise(practice, site):
    licensed("Texas", "video")
    AuthorLicense.objects.filter(title="LMFT").update(kind="certification")

    assert found(site) == [("license_place", "error")]


@pytest.mark.parametrize(
    ("status", "supervisor", "codes"),
    [
        ("associate", {}, ["license_supervisor"]),
        ("trainee", {"supervisor_name": "Ada"}, ["license_supervisor"]),
        ("trainee", {"supervisor_name": "Ada", "supervisor_number": "LMFT 1"}, []),
        ("temporary", {}, []),
    ],
)
def test_licence_under_supervision_names_the_supervisor(site, status, supervisor, codes):
    ready_practice.practice(site)
    AuthorLicense.objects.update(status=status, **supervisor)

    assert ready_practice.found(site) == codes
