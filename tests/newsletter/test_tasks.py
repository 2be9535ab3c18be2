"""Celery's door, with a real Redis behind it, and with none."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests.celery_app import app
from tests.newsletter import rows, visitors
from tests.pages.rows import MAKES_RENDITIONS, image
from tests.processes import wait_until
from wagtail_therapy.newsletter import schedule, tasks
from wagtail_therapy.newsletter.models import Lease, Mailing, Subscriber
from wagtail_therapy.newsletter.readers import subscriptions

NEWSLETTER = "wagtail_therapy.newsletter"


def test_ring_puts_a_task_with_nothing_but_an_id_into_our_queue(db, queue, committed):
    with committed():
        tasks.enqueue(tasks.send_confirmation, subscriber_id=7)
        assert queue() == []
    assert queue() == [(f"{NEWSLETTER}.send_confirmation", "{'subscriber_id': 7}")]


def test_ring_uses_the_queue_of_the_settings(db, queue, therapy, committed):
    therapy(MAIL_QUEUE="celery")
    with committed():
        tasks.enqueue(tasks.sweep)
    assert (queue(), queue("celery")) == ([], [(f"{NEWSLETTER}.sweep", "{}")])


@pytest.mark.django_db(transaction=True)
def test_ring_rings_at_once_where_there_is_no_transaction(queue):
    tasks.enqueue(tasks.sweep)
    assert len(queue()) == 1


def test_ring_is_silent_when_the_transaction_is_rolled_back(db, queue, committed):
    with committed(), transaction.atomic():
        tasks.enqueue(tasks.sweep)
        transaction.set_rollback(True)
    assert queue() == []


def test_sweep_rings_for_everything_that_is_due(queue, mailing, committed):
    reader = visitors.ask(mailing.site)
    with committed():
        tasks.sweep()
    assert queue() == [
        (f"{NEWSLETTER}.send_confirmation", f"{{'subscriber_id': {reader.pk}}}"),
        (f"{NEWSLETTER}.send_mailing", f"{{'mailing_id': {mailing.pk}}}"),
    ]


@pytest.mark.filterwarnings(*(mark.args[0] for mark in MAKES_RENDITIONS))
def test_published_picture_enqueues_make_pictures(queue, practice, make_post, committed):
    with committed():
        post = rows.publish(make_post(lead_image=image(), choice=None))
    assert queue() == [(f"{NEWSLETTER}.make_pictures", "{}")]
    with committed():
        tasks.sweep()
    assert queue() == [(f"{NEWSLETTER}.make_pictures", "{}")]
    tasks.make_pictures()
    with committed():
        tasks.sweep()
    assert (queue(), post.lead_image.renditions.count() > 9) == ([], True)


def test_sweep_deletes_readers_who_did_not_confirm(site):
    rows.subscriber(site, status="pending")
    long_ago = timezone.now() - timedelta(days=8)
    Subscriber.objects.update(created_at=long_ago, requested_at=long_ago)
    tasks.sweep()
    assert Subscriber.objects.count() == 0


def test_send_mailing_rings_again_while_there_is_more_to_do(
    queue, mailing, therapy, site, committed
):
    rows.subscribers(site, 1)
    therapy(MAIL_SESSION_SECONDS=0)
    with committed():
        tasks.send_mailing(mailing_id=mailing.pk)
    assert queue() == [(f"{NEWSLETTER}.send_mailing", f"{{'mailing_id': {mailing.pk}}}")]


@pytest.mark.parametrize("task", [tasks.send_mailing, tasks.send_confirmation])
def test_tasks_for_rows_that_are_gone_do_nothing(db, task, mailoutbox):
    name = "mailing_id" if task is tasks.send_mailing else "subscriber_id"
    task(**{name: 1})
    assert mailoutbox == []


def test_tasks_that_come_twice_send_once(mailing, site, mailoutbox):
    rows.subscribers(site, 2)
    reader = visitors.ask(site)
    for _ in range(2):
        tasks.send_mailing(mailing_id=mailing.pk)
        tasks.send_confirmation(subscriber_id=reader.pk)
    assert len(mailoutbox) == 3


def test_send_mailing_leaves_a_mailing_alone_that_is_held(practice, make_post, mailoutbox):
    rows.subscribers(practice.site, 2)
    rows.publish(make_post())
    tasks.send_mailing(mailing_id=Mailing.objects.get().pk)
    assert (Mailing.objects.get().state, mailoutbox) == (Mailing.State.HELD, [])


def test_tasks_take_arguments_that_a_newer_release_may_add(db):
    tasks.sweep(added_later=1)
    tasks.send_mailing(mailing_id=1, added_later=1)
    tasks.send_confirmation(subscriber_id=1, added_later=1)


def test_tasks_ask_nothing_of_the_broker_but_to_be_brought():
    names = ("acks_late", "reject_on_worker_lost", "ignore_result", "max_retries", "time_limit")
    options = {
        task.name: tuple(getattr(task, name) for name in names)
        for task in (tasks.send_mailing, tasks.send_confirmation, tasks.sweep)
    }
    assert options == dict.fromkeys(options, (True, False, True, 0, 300))
    assert {task.soft_time_limit for task in (tasks.send_mailing, tasks.sweep)} == {None}


def test_schedule_names_tasks_that_exist():
    wanted = [tasks.sweep, tasks.publish_scheduled, tasks.remind_of_reviews]
    assert list(schedule.BEAT_SCHEDULE) == [task.name for task in wanted]
    for name, entry in schedule.BEAT_SCHEDULE.items():
        assert (entry["task"], name in app.tasks) == (name, True)
        assert entry["options"] == {"queue": "therapy_mail"}


@pytest.mark.slow
def test_a_worker_sends_what_is_rung_for(
    practice, make_post, celery_worker_process, smtp_server, therapy
):
    therapy(MAIL_HOLD=timedelta(0))
    rows.subscribers(practice.site, 3)
    celery_worker_process.start()

    subscriptions.unsubscribe(Subscriber.objects.get(email="active-2@mail.example"), "link")
    rows.publish(make_post())

    wait_until(lambda: Mailing.objects.get().state == Mailing.State.FINISHED)
    assert smtp_server.recipients() == ["active-0@mail.example", "active-1@mail.example"]
    assert "mail.example" not in celery_worker_process.log
    assert "On endings" not in celery_worker_process.log


@pytest.fixture
def rung(mailing, site, therapy, queue, committed):
    """Return a function that works on a long mailing, and returns the tasks rung for meanwhile."""
    rows.subscribers(site, 3)
    therapy(MAIL_CLAIM_SIZE=1)

    def work(others=0):
        for _ in range(others):
            Lease.acquire(mailing)
        with committed():
            tasks.send_mailing(mailing_id=mailing.pk)
        return [task.rpartition(".")[2] for task, _arguments in queue()]

    return work


def test_one_more_worker_is_rung_for_while_much_is_left(rung):
    assert rung() == ["send_mailing"]


def test_no_more_worker_is_rung_for_than_finds_something_to_claim(rung):
    assert rung(2) == []


def test_no_more_worker_is_rung_for_without_a_free_place(rung, therapy):
    therapy(MAIL_CONNECTIONS=1)
    assert rung() == []


def test_one_more_worker_is_rung_for_once_until_one_comes(rung, mailing, therapy):
    therapy(MAIL_SESSION_SECONDS=0)
    # At the beginning; at the end that one has not come yet.
    assert rung() == ["send_mailing"]
    # It comes, and rings for the next.
    assert rung() == ["send_mailing"]


def test_what_was_rung_for_and_lost_is_rung_for_again(mailing):
    assert [mailing.claim_worker_request(), mailing.claim_worker_request()] == [True, False]
    Mailing.objects.update(rung_at=timezone.now() - timedelta(seconds=61))
    assert [mailing.claim_worker_request(), mailing.claim_worker_request()] == [True, False]
    mailing.record_heartbeat()
    assert mailing.claim_worker_request() is True


def test_a_task_that_finds_no_place_returns_at_once(rung, therapy, mailing):
    therapy(MAIL_CONNECTIONS=1)
    assert mailing.claim_worker_request()
    assert rung(1) == []
    assert rows.states(mailing) == {}
    # The worker that has the place may ring for its next slice.
    assert mailing.claim_worker_request()


def test_sweeps_that_a_broker_kept_for_hours_are_one(queue, mailing, committed):
    with committed():
        for _ in range(5):
            tasks.sweep()
    assert len(queue()) == 1


@pytest.mark.slow
def test_idle_workers_join_a_mailing_up_to_the_limit(
    mailing, site, celery_worker_process, smtp_server
):
    rows.subscribers(site, 60)
    smtp_server.rules(delay=0.05)
    celery_worker_process.start(concurrency=4, MAIL_CONNECTIONS=3, MAIL_CLAIM_SIZE=5)
    tasks.enqueue(tasks.send_mailing, mailing_id=mailing.pk)

    most = 0
    while Mailing.objects.get().finished_at is None:
        most = max(most, Lease.objects.count())
    assert most == 3
    assert smtp_server.recipients() == sorted(f"active-{n}@mail.example" for n in range(60))
