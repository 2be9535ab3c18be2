"""One process that sends what is due, without a broker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import rows, visitors, worker_sessions
from tests.newsletter.clocks import ManualClock
from tests.pages.rows import MAKES_RENDITIONS, image
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.management.cron import SWEEP_EVERY, CronRun
from wagtail_therapy.newsletter.models import Mailing

State = Mailing.State


def begun(**limits):
    """Return a run at whose clock a message takes about six thousandths of a second."""
    run = CronRun(10, clock=ManualClock(look=0.001), **limits)
    run.begin()
    return run


@pytest.fixture
def two_mailings(ready_mailing, make_post):
    """Two mailings to three readers each, both due."""
    rows.publish(make_post("On beginnings"))
    Mailing.objects.update(not_before=timezone.now())
    return list(Mailing.objects.order_by("pk"))


def test_run_yields_a_mailing_after_each_session(ready_mailing, smtp_server, therapy):
    therapy(MAIL_CLAIM_SIZE=1)
    left = [mailing.left for mailing in begun(session_seconds=0.01).sessions()]
    assert (left == sorted(left, reverse=True), len(left) > 1, left[-1]) == (True, True, 0)


def test_mailings_take_turns(two_mailings, smtp_server, therapy):
    therapy(MAIL_CLAIM_SIZE=1)
    first, second = two_mailings
    turns = [mailing.pk for mailing in begun(session_seconds=0.01).sessions()]
    assert turns[:4] == [first.pk, second.pk, first.pk, second.pk]


def test_mailings_of_one_time_come_as_they_were_made(two_mailings):
    first, second = two_mailings
    for not_before in (timezone.now(), second.not_before):
        # PostgreSQL moves what is changed in an index to its end.
        Mailing.objects.filter(pk=first.pk).update(not_before=not_before)
    assert [mailing.pk for mailing in begun().mailings] == [first.pk, second.pk]


def test_confirmations_asked_for_meanwhile_do_not_wait_for_the_end(two_mailings, site, smtp_server):
    run = begun()
    sessions = run.sessions()
    next(sessions)
    visitors.ask(site)
    next(sessions)
    assert run.confirmations == 1
    assert smtp_server.messages()[3].rcpt_tos == ["reader@mail.example"]
    assert len(smtp_server.messages()) == 7


def test_run_that_is_stopped_ends_after_its_session(two_mailings, smtp_server):
    run = begun()
    for _mailing in run.sessions():
        run.stop()
    assert len(smtp_server.messages()) == 3
    assert [mailing.state for mailing in run.mailings] == [State.FINISHED, State.HELD]


def test_two_runs_at_once_repeat_nothing(ready_mailing, smtp_server, therapy):
    therapy(MAIL_CLAIM_SIZE=1)
    one = begun(session_seconds=0.01).sessions()
    other = begun(session_seconds=0.01).sessions()
    next(one)
    list(other)
    list(one)
    assert smtp_server.recipients() == [f"active-{n}@mail.example" for n in range(3)]
    ready_mailing.refresh_from_db()
    assert (ready_mailing.state, ready_mailing.sent) == (State.FINISHED, 3)


@pytest.mark.parametrize("publish", [begun, tasks.publish_scheduled], ids=["run", "beat"])
def test_post_goes_live_at_its_time_and_is_mailed(ready_mailing, make_post, time_machine, publish):
    post = make_post("On beginnings")
    post.go_live_at = timezone.now() + timedelta(minutes=1)
    rows.publish(post)
    assert (post.live, Mailing.objects.filter(page=post).count()) == (False, 0)
    time_machine.move_to(timezone.now() + timedelta(minutes=2))

    publish()

    post.refresh_from_db()
    assert (post.live, Mailing.objects.get(page=post).state) == (True, State.HELD)


def test_what_becomes_due_meanwhile_is_sent_as_well(ready_mailing, make_post, smtp_server, therapy):
    therapy(MAIL_CLAIM_SIZE=1)
    run = begun(session_seconds=0.01)
    sessions = run.sessions()
    next(sessions)
    rows.publish(make_post("On beginnings"))
    rows.end_holds()
    run.clock.sleep(SWEEP_EVERY + 1)
    run.deadline += SWEEP_EVERY + 1
    worked_on = {mailing.pk for mailing in sessions}
    assert worked_on == {mailing.pk for mailing in run.mailings}
    assert [mailing.state for mailing in Mailing.objects.all()] == [State.FINISHED] * 2
    assert len(smtp_server.messages()) == 6


def test_what_a_worker_held_that_vanishes_meanwhile_is_sent_as_well(
    ready_mailing, smtp_server, therapy
):
    therapy(MAIL_CLAIM_SIZE=1)
    run = begun(session_seconds=0.01)
    sessions = run.sessions()
    next(sessions)
    assert worker_sessions.claim(ready_mailing)
    worker_sessions.vanish()
    run.clock.sleep(SWEEP_EVERY + 1)
    run.deadline += SWEEP_EVERY + 1
    list(sessions)
    assert rows.states(ready_mailing) == {"sent": 3}


@pytest.mark.filterwarnings(*(mark.args[0] for mark in MAKES_RENDITIONS))
def test_run_makes_the_pictures_of_what_was_published(practice, make_post):
    picture = image()
    rows.publish(make_post(lead_image=picture, choice=None))
    before = picture.renditions.count()
    list(begun().sessions())
    assert (before, picture.renditions.count() > 9) == (0, True)


@pytest.mark.filterwarnings(*(mark.args[0] for mark in MAKES_RENDITIONS))
def test_visitors_wait_for_no_picture_while_something_looks_for_work(
    practice, make_post, client, time_machine
):
    pictures = [image(title) for title in ("One", "Two")]
    one, two = (rows.publish(make_post(lead_image=picture, choice=None)) for picture in pictures)
    tasks.sweep()
    client.get(one.url)
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    client.get(two.url)
    assert [picture.renditions.count() > 0 for picture in pictures] == [False, True]
