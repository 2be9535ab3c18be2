"""The day and the hour of a digest, by the practice's own clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.newsletter.sending import digest_times
from wagtail_therapy.newsletter.sending.digest_times import MONTHLY, WEEKLY, DigestTime

SUNDAY = 6


def settings(zone="Europe/London", **changes):
    return NewsletterSettings(digest_time_zone=zone, **changes)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "day", "at"),
    [
        ("2026-03-02T08:59", date(2026, 2, 23), "2026-02-23T09:00"),
        ("2026-03-02T09:00", date(2026, 3, 2), "2026-03-02T09:00"),
        ("2026-03-08T23:59", date(2026, 3, 2), "2026-03-02T09:00"),
        # Summer time.
        ("2026-07-06T08:00", date(2026, 7, 6), "2026-07-06T08:00"),
    ],
)
def test_last_weekly_time_is_on_the_weekday(now, day, at):
    found = digest_times.last(settings(), WEEKLY, moment(now))
    assert found == DigestTime(WEEKLY, day, moment(at))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-03-28T08:59", date(2026, 2, 28)),
        ("2026-03-28T09:00", date(2026, 3, 28)),
        ("2026-01-03T00:00", date(2025, 12, 28)),
    ],
)
def test_last_monthly_time_is_on_the_day(now, day):
    found = digest_times.last(settings(digest_day=28), MONTHLY, moment(now))
    assert found == DigestTime(MONTHLY, day, moment(f"{day}T09:00"))


def test_local_date_is_that_of_the_zone():
    found = digest_times.last(
        settings("Pacific/Auckland", digest_hour=0), WEEKLY, moment("2026-03-01T11:00")
    )
    assert found == DigestTime(WEEKLY, date(2026, 3, 2), moment("2026-03-01T11:00"))


def test_hour_that_the_clocks_skip_is_the_one_after_it():
    found = digest_times.last(
        settings("Europe/Berlin", digest_weekday=SUNDAY, digest_hour=2),
        WEEKLY,
        moment("2026-03-29T12:00"),
    )
    assert found == DigestTime(WEEKLY, date(2026, 3, 29), moment("2026-03-29T01:00"))


def test_hour_that_the_clocks_show_twice_is_the_first():
    of_berlin = settings("Europe/Berlin", digest_weekday=SUNDAY, digest_hour=2)
    for now in ("2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T12:00"):
        found = digest_times.last(of_berlin, WEEKLY, moment(now))
        assert found == DigestTime(WEEKLY, date(2026, 10, 25), moment("2026-10-25T00:00"))


def test_unknown_time_zone_is_that_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    of_mars = NewsletterSettings(digest_time_zone="Mars/Olympus_Mons")
    assert str(of_mars.digest_zone) == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("late", "due"),
    [(timedelta(0), True), (timedelta(hours=48), True), (timedelta(hours=49), False)],
)
def test_a_late_host_makes_up_for_it_for_two_days(time_machine, late, due):
    # A Monday that is no first of a month.
    time_machine.move_to(moment("2026-03-09T09:00") + late, tick=False)
    found = digest_times.due(settings())
    assert [one.date for one in found] == [date(2026, 3, 9)] * due


def test_a_time_that_was_over_when_it_was_set_is_not_due(time_machine):
    time_machine.move_to(moment("2026-03-09T12:00"), tick=False)
    assert digest_times.due(settings(digest_times_set_at=moment("2026-03-09T11:00"))) == []
    assert digest_times.due(settings(digest_times_set_at=moment("2026-03-09T08:00"))) != []


def test_naive_times_are_in_the_zone_of_the_site(time_machine, settings):
    settings.USE_TZ = False
    settings.TIME_ZONE = "America/New_York"
    time_machine.move_to(moment("2026-03-09T13:00"), tick=False)
    [found] = digest_times.due(NewsletterSettings())
    assert found == DigestTime(WEEKLY, date(2026, 3, 9), moment("2026-03-09T13:00"))
