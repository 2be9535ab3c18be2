"""Each process asks the database for its time, and seldom."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from tests.newsletter.clocks import AT_ONCE, is_now, true_time
from wagtail_therapy.newsletter import clock

pytestmark = pytest.mark.usefixtures("separate_clocks")

PACKAGE = Path(clock.__file__).parent
# What no other host compares: Wagtail's times are by the web server's clock, and so is the answer
# that publishing is compared with, and the button that schedules; a key that changes daily may do
# so a little later.
BY_THE_HOST = [
    "admin/publish_menu.py",
    "clock.py",
    "doctor/sites.py",
    # Whether times have zones here.
    "readers/restored_rows.py",
    "readers/subscribe_throttle.py",
    "sending/mailed_pages.py",
]


def test_now_is_the_time_of_the_database(host):
    assert is_now(clock.now())
    assert abs(clock.ahead() - 60 * host) < AT_ONCE.total_seconds()


def test_now_is_the_time_of_the_database_also_in_a_long_transaction(set_host):
    with transaction.atomic():
        true_time()
        set_host(10)
        assert is_now(clock.now())


def test_now_without_time_zones_is_the_time_of_the_database(host, settings):
    settings.USE_TZ = False
    settings.TIME_ZONE = "America/New_York"
    assert timezone.is_naive(clock.now())
    assert is_now(clock.now().astimezone(UTC))


def test_a_difference_below_a_second_is_none(time_machine):
    time_machine.move_to(datetime.now(UTC) + timedelta(seconds=0.5))
    assert clock.ahead() == 0


def test_the_database_is_asked_once_a_minute(host, django_assert_num_queries, monkeypatch):
    with django_assert_num_queries(1):
        for _ in range(3):
            clock.now()
    monkeypatch.setattr(clock, "MEASURED_FOR", -1)
    with django_assert_num_queries(1):
        clock.now()


def test_the_database_is_asked_again_when_the_clock_is_set(host, set_host):
    assert is_now(clock.now())
    set_host(0)
    assert is_now(clock.now())


def test_an_answer_that_took_long_is_asked_for_again(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(clock, "SLOW", -1)
    with django_assert_num_queries(clock.TRIES):
        assert clock.ahead() == 0


def test_without_the_database_what_was_found_before_counts(host, monkeypatch):
    ahead = clock.ahead()
    monkeypatch.setattr(clock, "MEASURED_FOR", -1)
    monkeypatch.setattr(clock, "measure", away)
    assert clock.ahead() == ahead


def test_without_the_database_and_anything_found_before_there_is_no_time(host, monkeypatch):
    monkeypatch.setattr(clock, "measure", away)
    with pytest.raises(OperationalError):
        clock.now()


def away():
    raise OperationalError


def test_wrong_clock_is_logged_once(host, caplog, monkeypatch):
    monkeypatch.setattr(clock, "MEASURED_FOR", -1)
    for _ in range(2):
        clock.now()
    way = "ahead of" if host > 0 else "behind"
    [record] = caplog.records
    assert (record.levelname, way in record.getMessage()) == ("WARNING", True)


def test_small_clock_error_is_not_logged(set_host, caplog):
    set_host(0.5)
    assert (is_now(clock.now()), caplog.records) == (True, [])


def test_the_clock_of_the_host_is_looked_at_where_no_other_host_compares():
    modules = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
    found = [path for path in modules if "timezone.now()" in path.read_text()]
    assert sorted(str(path.relative_to(PACKAGE)) for path in found) == BY_THE_HOST


def test_each_row_that_proves_consent_is_made_by_the_clock_of_the_database():
    calls = [
        ast.unparse(call)
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "ConsentEvent.objects.create"
    ]
    assert len(calls) == 5
    assert [call for call in calls if "created_at=clock.now()" not in call] == []
