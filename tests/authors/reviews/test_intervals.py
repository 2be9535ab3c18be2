from datetime import date

import pytest

from wagtail_therapy.authors.reviews.intervals import (
    DEFAULT_MONTHS,
    months_later,
    practice_months,
)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 11, 26), 24, date(2026, 11, 26)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_day_some_months_later_is_in_that_month(day, months, later):
    assert months_later(day, months) == later


def test_practice_without_a_word_reviews_every_two_years(site):
    assert (practice_months(site), practice_months(None)) == (DEFAULT_MONTHS, DEFAULT_MONTHS)
