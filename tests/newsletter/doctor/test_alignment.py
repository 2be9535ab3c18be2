import pytest

from wagtail_therapy.newsletter.doctor import alignment
from wagtail_therapy.newsletter.doctor.alignment import is_aligned

SAME_WITH_ANY_LIST = [
    ("host.example", "host.example", True),
    ("mail.host.example", "host.example", True),
    ("host.example", "mail.host.example", True),
    ("evilhost.example", "host.example", False),
    ("", "host.example", False),
    ("host.example", "", False),
]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        *SAME_WITH_ANY_LIST,
        ("bounces.practice.co.uk", "mail.practice.co.uk", True),
        ("co.uk", "practice.co.uk", False),
        ("another.co.uk", "practice.co.uk", False),
        ("co.uk", "co.uk", False),
    ],
)
def test_domains_of_one_owner_are_aligned(one, other, expected):
    assert is_aligned(one, other) is expected


@pytest.mark.parametrize(("one", "other", "expected"), SAME_WITH_ANY_LIST)
def test_without_the_list_only_a_domain_and_those_below_it_are_aligned(
    one, other, expected, monkeypatch
):
    monkeypatch.setattr(alignment, "_public_suffixes", lambda: None)
    assert is_aligned(one, other) is expected
