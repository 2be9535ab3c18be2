from datetime import UTC, date, datetime

import pytest

from wagtail_therapy.content.dates import local_dates

LATE = datetime(2026, 3, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize("use_tz", [True, False])
def test_today_is_the_day_at_the_practice(settings, time_machine, use_tz):
    settings.USE_TZ, settings.TIME_ZONE = use_tz, "America/New_York"
    time_machine.move_to(LATE.timestamp(), tick=False)
    assert local_dates.today() == date(2026, 3, 1)


def test_day_of_a_moment_is_that_at_the_practice(settings):
    settings.TIME_ZONE = "America/New_York"
    assert local_dates.local_date(LATE) == date(2026, 3, 1)
    assert local_dates.local_date(LATE.replace(tzinfo=None)) == date(2026, 3, 2)
