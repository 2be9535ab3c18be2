import pytest

from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices
from wagtail_therapy.practice.similar_words import default_groups, similar_words

GROUPS = ["fees, cost, insur*, sliding scale", "couple, wife, husband*"]


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("cost", ["fees"]),
        ("Insurance", ["fees", "cost"]),
        ("do you have a sliding scale", ["fees", "cost"]),
        ("my husband's insurance", ["fees", "cost", "couple", "wife"]),
        ("zebra", []),
        ("", []),
    ],
)
def test_similar_words_are_the_others_of_a_group(typed, others):
    assert similar_words(typed, GROUPS) == others


@pytest.mark.parametrize("typed", ["wife", "husband", "my husband drinks"])
def test_our_words_lead_a_partner_to_couples(typed):
    assert {"couple", "relationship"} <= set(similar_words(typed, default_groups("en")))


@pytest.mark.parametrize("typed", ["price", "cost", "insurance"])
def test_our_words_lead_to_fees(typed):
    assert "fees" in similar_words(typed, default_groups("en"))


def test_our_words_are_those_of_the_language():
    assert "Kosten" in similar_words("preise", default_groups("de-at"))
    assert default_groups("xx") == default_groups("en")


def test_words_of_the_practice_come_in_place_of_ours(site):
    german = ("language", {"language": "de", "similar_words": "Honorar, Stundensatz"})
    practice = PracticeSettings(
        site=site, similar_words="dog, cat\n\nsea, lake", other_languages=[german]
    )

    assert Notices(practice, "en").similar_words("cat") == ["dog"]
    assert Notices(practice, "en").similar_words("wife") == []
    assert Notices(practice, "de").similar_words("stundensatz") == ["Honorar"]
