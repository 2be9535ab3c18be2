import pytest

from tests.example_site.readability import count_syllables, grade


@pytest.mark.parametrize(
    ("word", "count"),
    [("I", 1), ("make", 1), ("maker", 2), ("table", 2), ("worked", 1), ("wanted", 2), ("idea", 2)],
)
def test_syllables_are_about_right(word, count):
    assert count_syllables(word) == count


def test_grade_rises_with_sentences_and_words():
    assert round(grade("The cat sat on the mat. It was glad.")) == -2
    # By hand: 21 words in one sentence, 50 syllables.
    hard = (
        "Contemporary psychotherapeutic interventions demonstrate considerable heterogeneity "
        "regarding theoretical orientation, implementation characteristics, therapist competence "
        "and participant expectations across international research communities today."
    )
    assert grade(hard) > 20
