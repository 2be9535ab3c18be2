from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Subscriber
from wagtail_therapy.newsletter.readers import pauses, subscriptions

DAY = timedelta(days=1)


@pytest.fixture
def reader(practice):
    return rows.subscriber(practice.site)


def state(reader):
    reader.refresh_from_db()
    return reader.status, reader.paused_until


def kinds(reader):
    return list(reader.consent_events.order_by("pk").values_list("kind", flat=True))


def test_pause_and_resume(reader):
    until = timezone.now() + 9 * DAY
    assert pauses.pause(reader, until) is True
    assert state(reader) == ("paused", until)
    assert pauses.pause(reader, until + DAY) is True
    assert state(reader) == ("paused", until + DAY)
    assert pauses.resume(reader) is True
    assert pauses.resume(reader) is False
    assert (state(reader), kinds(reader)) == (("active", None), ["paused", "paused", "resumed"])


@pytest.mark.parametrize("status", ["pending", "unsubscribed", "suppressed"])
def test_pause_changes_nothing_for_readers_who_are_not_subscribed(site, status):
    reader = rows.subscriber(site, status=status)
    assert pauses.pause(reader, timezone.now() + DAY) is False
    assert (state(reader), kinds(reader)) == ((status, None), [])


def test_resume_due_ends_what_is_over(site):
    over, going_on = (rows.subscriber(site, f"{n}@mail.example") for n in range(2))
    ended = timezone.now() - timedelta(minutes=1)
    pauses.pause(over, ended)
    pauses.pause(going_on, timezone.now() + DAY)
    tasks.sweep()
    assert [state(one)[0] for one in (over, going_on)] == ["active", "paused"]
    assert (over.resumed_at, pauses.resume_due()) == (ended, 0)


def test_leaving_ends_a_pause(reader):
    pauses.pause(reader, timezone.now() - DAY)
    subscriptions.unsubscribe(reader, "link")
    assert (pauses.resume_due(), state(reader)) == (0, ("unsubscribed", None))


def test_posts_of_a_pause_are_not_sent_later(reader, make_post, run_mail):
    pauses.pause(reader, timezone.now() + DAY)
    rows.publish(make_post("While away"))
    rows.end_holds()
    pauses.resume(reader)
    assert run_mail() == []

    rows.publish(make_post("Back again"))
    rows.end_holds()
    assert run_mail() == [reader.email]


def test_post_from_before_a_pause_that_is_over_is_sent(reader, make_post, run_mail):
    rows.publish(make_post("Before"))
    pauses.pause(reader, timezone.now() + DAY)
    pauses.pause(reader, timezone.now() + 2 * DAY)
    pauses.resume(reader)
    rows.end_holds()
    assert run_mail() == [reader.email]


def test_paused_reader_is_taken_out_of_a_running_mailing(reader, make_post, run_mail):
    rows.publish(make_post())
    rows.end_holds()
    pauses.pause(reader, timezone.now() + DAY)
    assert run_mail() == []
    assert Subscriber.objects.get().status == "paused"
