"""Hosts whose clocks are minutes ahead of the database's, or behind: the mail goes by that one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from tests.newsletter import rows, visitors
from tests.newsletter.workers import EVERYBODY, work
from wagtail_therapy.newsletter import (
    clock,
    deliveries,
    mailings,
    posts,
    progress,
    readiness,
    subscriptions,
    tasks,
)
from wagtail_therapy.newsletter.models import (
    ConsentEvent,
    Heartbeat,
    Lease,
    Mailing,
    Subscriber,
    Suppression,
)

pytestmark = pytest.mark.usefixtures("two_clocks")

State = Mailing.State
PACKAGE = Path(clock.__file__).parent
MINUTES = {"ahead": 10, "behind": -10}
AT_ONCE = timedelta(seconds=5)
# What no other host compares: Wagtail's times are by the web server's clock, and so is the answer
# that publishing is compared with; a key that changes daily may do so a little later.
BY_THE_HOST = ["clock.py", "doctor/sites.py", "limits.py", "posts.py"]


@pytest.fixture
def set_host(time_machine):
    """Return a function that sets this host's clock so many minutes ahead of the database's."""

    def set_host(minutes):
        time_machine.move_to(true_time() + timedelta(minutes=minutes))

    return set_host


@pytest.fixture(params=MINUTES.values(), ids=MINUTES)
def host(request, set_host):
    """This host's clock is ten minutes ahead, or behind."""
    set_host(request.param)
    return request.param


def true_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        return datetime.fromtimestamp(float(cursor.fetchone()[0]), UTC)


def is_now(moment):
    return abs(moment - true_time()) < AT_ONCE


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


def test_a_wrong_clock_is_told_once(host, caplog, monkeypatch):
    monkeypatch.setattr(clock, "MEASURED_FOR", -1)
    for _ in range(2):
        clock.now()
    way = "ahead of" if host > 0 else "behind"
    [record] = caplog.records
    assert (record.levelname, way in record.getMessage()) == ("WARNING", True)


def test_a_clock_that_is_half_a_minute_off_is_not_told(set_host, caplog):
    set_host(0.5)
    assert (is_now(clock.now()), caplog.records) == (True, [])


def test_a_heartbeat_says_by_how_much_the_clock_is_off(host):
    Heartbeat.record("mailing")
    [beat] = Heartbeat.objects.all()
    assert abs(beat.clock_offset - 60 * host) < AT_ONCE.total_seconds()
    assert is_now(beat.beat_at)
    assert progress.workers().seen_lately == 1


def test_a_hold_ends_at_its_time_for_a_worker_with_another_clock(practice, make_post, set_host):
    mailing = posts.queue_for_page(make_post(live=True))
    for minutes in MINUTES.values():
        set_host(minutes)
        assert mailings.due() == []
    Mailing.objects.update(not_before=true_time())
    for minutes in MINUTES.values():
        set_host(minutes)
        assert mailings.due() == [mailing]


def test_a_hold_begun_by_a_server_with_another_clock_lasts_ten_minutes(practice, make_post, host):
    mailing = posts.queue_for_page(make_post(live=True))
    assert is_now(mailing.not_before - timedelta(minutes=10))
    assert mailings.send_now(mailing)
    assert is_now(mailing.not_before)


def test_a_worker_with_another_clock_sends_a_mailing_whole(ready, smtp_server, host):
    assert work(ready) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == EVERYBODY
    for message in smtp_server.messages():
        assert is_now(message.parsed["Date"].datetime)
    assert is_now(ready.finished_at)


def test_workers_with_different_clocks_take_nothing_from_each_other(ready, set_host):
    deliveries.freezing.prepare(ready)
    lease = Lease.take(ready)
    [sending, *_claimed] = deliveries.claim(lease)
    sending.begin_sending()
    for minutes in MINUTES.values():
        set_host(minutes)
        deliveries.sweep()
    assert rows.states(ready) == {"sending": 1, "claimed": 2}


def test_what_is_put_off_comes_at_its_time_to_a_worker_with_another_clock(ready, smtp_server, host):
    smtp_server.rules(refuse_recipients={EVERYBODY[0]: "451 4.7.1 Greylisted"})
    assert work(ready) == (State.SENDING, {"queued": 1, "sent": 2})
    again_at = ready.deliveries.get(state=0).next_attempt_at
    assert is_now(again_at - timedelta(minutes=1))


def test_a_confirmation_asked_for_at_another_server_goes_out_at_once(
    practice, mailoutbox, set_host
):
    for minutes in MINUTES.values():
        set_host(minutes)
        visitors.ask(practice.site, f"reader{minutes}@mail.example")
        set_host(-minutes)
        assert subscriptions.send_owed(1) == 1
    assert all(is_now(sent_at) for sent_at in sent_times())


def sent_times():
    return Subscriber.objects.values_list("confirmation_sent_at", flat=True)


def test_a_form_may_be_shown_by_one_server_and_taken_by_another(client, practice, set_host):
    set_host(10)
    form = visitors.filled_in(practice.site)
    set_host(-10)
    assert client.post(visitors.SUBSCRIBE, form)["Location"] == visitors.CHECK_INBOX


def test_readers_who_confirmed_at_another_server_are_recipients(practice, make_post, set_host):
    for minutes in MINUTES.values():
        set_host(minutes)
        reader = visitors.ask(practice.site, f"reader{minutes}@mail.example")
        assert subscriptions.confirm(reader, reader.token_version)
    set_host(-10)
    mailing = posts.queue_for_page(make_post(live=True))
    Mailing.objects.update(not_before=true_time())
    mailing.refresh_from_db()
    deliveries.freezing.prepare(mailing)
    assert mailing.total == 2


def test_all_rows_about_a_reader_have_the_time_of_the_database(practice, host):
    reader = visitors.ask(practice.site)
    subscriptions.confirm(reader, reader.token_version)
    subscriptions.unsubscribe(reader, "link")
    made = [Subscriber.objects.get().requested_at]
    for model in (Subscriber, ConsentEvent, Suppression):
        made += model.objects.values_list("created_at", flat=True)
    assert (len(made), all(map(is_now, made))) == (6, True)


def test_readiness_sees_a_worker_with_another_clock(set_host):
    set_host(-10)
    Heartbeat.record("sweep")
    set_host(10)
    assert list(readiness.workers()) == []


def test_no_task_is_thrown_away_by_a_worker_whose_clock_is_ahead():
    ours = [tasks.send_mailing, tasks.send_confirmation, tasks.sweep]
    assert {task.expires for task in ours} == {3600}


def test_the_clock_of_the_host_is_looked_at_where_no_other_host_compares():
    modules = [path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts]
    found = [path for path in modules if "timezone.now()" in path.read_text()]
    assert sorted(str(path.relative_to(PACKAGE)) for path in found) == BY_THE_HOST


def test_renewing_goes_on_when_the_clock_is_set(ready, set_host):
    lease = Lease.take(ready)
    set_host(10)
    assert lease.renew()
    set_host(0)
    assert list(Lease.objects.alive()) == [lease]
