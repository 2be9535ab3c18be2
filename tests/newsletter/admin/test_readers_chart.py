"""The drawing of readers over time on the list's page, and its table."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.newsletter import editors, rows
from wagtail_therapy.newsletter.admin import readers_chart

READERS = "/admin/therapy/subscribers/"


def joined(site, months, number):
    for month in range(months):
        at = timezone.now() - timedelta(days=30 * month)
        for n in range(number):
            rows.subscriber(site, f"{month}-{n}@mail.example", confirmed_at=at)


@pytest.fixture(autouse=True)
def march(time_machine):
    time_machine.move_to(datetime(2026, 3, 20, 12, tzinfo=UTC), tick=False)


def test_bars_are_as_high_as_the_totals(site):
    joined(site, 2, 5)
    chart = readers_chart.of([site])
    heights = [(bar.first.month, bar.y, bar.height) for bar in chart.bars]
    assert (heights, chart.top) == ([(2, 80.0, 80.0), (3, 0.0, 160.0)], 10)


def test_few_readers_have_no_chart(site, editor_client):
    joined(site, 1, 4)
    assert readers_chart.of([site]) is None
    assert editors.parsed(editor_client.get(READERS)).select("svg[role=img]") == []


def test_long_time_is_cut_to_two_years(site):
    joined(site, 40, 5)
    assert len(readers_chart.of([site]).bars) == 24


def test_page_has_the_drawing_and_its_table(site, editor_client):
    joined(site, 2, 5)
    page = editors.parsed(editor_client.get(READERS))
    [drawing] = page.select("svg[role=img]")
    assert "The highest is 10 readers." in drawing["aria-label"]
    table = page.select_one(".therapy-chart table")
    found = [" ".join(row.get_text(" ").split()) for row in table.select("tbody tr")]
    assert found == ["March 2026 5 0 10", "February 2026 5 0 5"]
    assert [one["x"] for one in drawing.select("rect")] == ["0.0", "360.0"]
