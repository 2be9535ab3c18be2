import pytest

from wagtail_therapy.wordpress_import.author_profiles.matching import Account, matched
from wagtail_therapy.wordpress_import.author_profiles.rest_api import Profile

ADA, OTHER_ADA, BO = Profile("ada", "Ada Bell"), Profile("ada-2", "Ada Bell"), Profile("bo", "Bo")

BELL = ({0: "bell"}, set())


def found(accounts, *profiles):
    """Return each account's slug, and the accounts that several people match."""
    by_number = dict(enumerate(Account(*one) for one in accounts))
    who, several = matched(by_number, list(profiles))
    return {key: one.slug for key, one in who.items()}, several


@pytest.mark.parametrize(
    ("accounts", "profiles", "expected"),
    [
        ([("ada", "Ada Bell")], [ADA, OTHER_ADA, BO], ({0: "ada"}, set())),
        ([("Ada.Bell", "x")], [Profile("ada-bell", "Ada")], ({0: "ada-bell"}, set())),
        (
            [("ada@mail.example", "x")],
            [Profile("adamail-example", "A")],
            ({0: "adamail-example"}, set()),
        ),
        ([("admin", "ADA  bell")], [ADA, BO], ({0: "ada"}, set())),
        ([("admin", "Tom &amp; Ada")], [Profile("a", "Tom & Ada")], ({0: "a"}, set())),
        ([("admin", "Ada Bell")], [ADA, OTHER_ADA], ({}, {0})),
        ([("admin", "Ada Bell"), ("a2", "Ada Bell")], [ADA], ({}, {0, 1})),
        ([("ada", "Ada Bell"), ("bo", "Bo")], [ADA, BO], ({0: "ada", 1: "bo"}, set())),
        ([("a.b", "A"), ("a-b", "B")], [Profile("a-b", "A")], ({}, {0, 1})),
        ([("bell", "Ada Bell"), ("bell2", "Ada Bell")], [Profile("bell", "Ada Bell")], BELL),
        ([("bell", "B"), ("bell2", "Ada Bell")], [Profile("bell", "Ada Bell")], BELL),
        ([("admin", "")], [ADA, Profile("c", "")], ({}, set())),
        ([("admin", "Cy")], [ADA, BO], ({}, set())),
        ([("admin", "Cy")], [], ({}, set())),
    ],
)
def test_no_one_is_taken_for_another(accounts, profiles, expected):
    assert found(accounts, *profiles) == expected
