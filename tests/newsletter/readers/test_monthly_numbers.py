"""How many readers there were by month, of those on the list and of those who are gone."""

from datetime import UTC, date, datetime

import pytest

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import (
    erasure,
    monthly_numbers,
    subscriptions,
    suppressions,
)
from wagtail_therapy.newsletter.readers.monthly_numbers import Month

JANUARY, FEBRUARY = datetime(2026, 1, 31, 23, tzinfo=UTC), datetime(2026, 2, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def march(time_machine):
    time_machine.move_to(datetime(2026, 3, 10, tzinfo=UTC))


def joined(site, number, at, **fields):
    for n in range(number):
        rows.subscriber(site, f"{at:%m}-{n}-{len(fields)}@mail.example", confirmed_at=at, **fields)


def numbers(site):
    return [
        (month.first.month, month.joined, month.left, month.subscribed)
        for month in monthly_numbers.of([site])
    ]


def test_readers_are_counted_by_month(site):
    joined(site, 6, JANUARY)
    joined(site, 1, JANUARY, unsubscribed_at=FEBRUARY)
    joined(site, 2, FEBRUARY)
    rows.subscriber(site, "waiting@mail.example", Subscriber.Status.PENDING)
    assert numbers(site) == [(1, 7, 0, 7), (2, 2, 1, 8), (3, 0, 0, 8)]


def test_month_is_that_of_the_practice(site, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    joined(site, 1, JANUARY)
    assert numbers(site)[0] == (2, 1, 0, 1)


def test_no_readers_have_one_empty_month(site):
    assert numbers(site) == [(3, 0, 0, 0)]


@pytest.mark.parametrize("way", ["erased", "left", "bounced"])
def test_readers_whose_address_is_deleted_are_still_counted(site, time_machine, way):
    time_machine.move_to(JANUARY)
    reader = rows.subscriber(site, "gone@mail.example", confirmed_at=JANUARY)
    subscriptions.record(reader, "confirmed", "link")
    time_machine.move_to(FEBRUARY)
    if way == "erased":
        erasure.forget(reader.email)
    elif way == "left":
        subscriptions.unsubscribe(reader, "link")
    else:
        suppressions.stop(site, [reader.address_hash], "bounced")
    Subscriber.objects.all().delete()
    time_machine.move_to(datetime(2026, 3, 10, tzinfo=UTC))
    assert numbers(site) == [(1, 1, 0, 1), (2, 0, 1, 0), (3, 0, 0, 0)]


@pytest.mark.parametrize(
    ("joined", "left", "total", "shown"),
    [
        (0, 0, 43, ("0", "0", "43")),
        (5, 12, 43, ("5", "12", "43")),
        (3, 12, 43, ("fewer than 5", "12", "about 45")),
        (0, 1, 43, ("0", "fewer than 5", "about 45")),
    ],
)
def test_few_people_are_not_counted_out(joined, left, total, shown):
    assert Month(date(2026, 3, 1), joined, left, total).shown == shown
