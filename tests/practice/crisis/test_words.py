import pytest

from wagtail_therapy.practice.crisis.words import default_phrases
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import Notices
from wagtail_therapy.practice.phrases import mentions


@pytest.mark.parametrize(
    ("typed", "is_crisis"),
    [
        ("suicidal", True),
        ("Suicide", True),
        ("how to kill myself", True),
        ("I don’t want to live any more", True),
        ("I dont want to live", True),
        ("self-harm", True),
        ("self harming", True),
        ("panic", False),
        ("to kill time by myself", False),
        ("the end of my life story", False),
        ("", False),
    ],
)
def test_search_by_someone_who_may_be_in_danger_is_noticed(typed, is_crisis):
    assert mentions(typed, default_phrases("en")) == is_crisis


def test_words_are_those_of_the_language():
    assert mentions("Ich will mich töten", default_phrases("de-at"))
    assert default_phrases("xx") == default_phrases("en")


def test_words_of_the_practice_come_in_place_of_ours(site):
    german = ("language", {"language": "de", "crisis_words": "lebensmüde"})
    practice = PracticeSettings(
        site=site, crisis_words="Afraid of him\n\nhe hits*", other_languages=[german]
    )
    english, translated = Notices(practice, "en"), Notices(practice, "de")

    assert english.is_crisis("my husband, he hits me")
    assert not english.is_crisis("suicidal")
    assert translated.is_crisis("lebensmude")
