"""What becomes of a batch that Mailgun refuses, or whose answer gets lost."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from anymail.backends.mailgun import EmailBackend
from django.db import OperationalError
from django.test import override_settings
from django.utils import timezone

from tests.newsletter import mailgun, provider_server, reported, rows
from tests.newsletter.workers import EVERYBODY, wait_for_retry, work
from tests.processes import wait_until
from wagtail_therapy.newsletter import breaker, deliveries, mailings, providers, records, spool
from wagtail_therapy.newsletter.models import Batch, Delivery, Mailing

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock")
UNTOUCHED = {(0, None, None, None)}


@pytest.fixture
def batches_of_five(monkeypatch):
    monkeypatch.setattr(providers, "BATCH_SIZES", {EmailBackend: 5})


@pytest.fixture
def batches(batches, mailing, site):
    """Mailgun, and a mailing to three readers."""
    rows.subscribers(site, 3)
    return batches


def calls(provider):
    return [len(form["to"]) for form in provider.messages]


def marks(mailing):
    return set(
        mailing.deliveries.values_list("attempts", "claim", "first_attempt_at", "lease_until")
    )


@pytest.mark.parametrize("answer", [(429, {}), (503, {}), "nobody listens"])
def test_batch_that_was_not_taken_waits(mailing, batches, use, answer):
    batches.answer = answer
    if answer == "nobody listens":
        use(provider_server.settings_for("mailgun", "http://127.0.0.1:1/"))
    assert work(mailing) == (State.SENDING, {"queued": 3})
    assert (marks(mailing), mailing.consecutive_errors) == (UNTOUCHED, 1)
    assert (mailings.due(), wait_for_retry(mailing) > 0.1) == ([], True)

    batches.answer = mailgun.accept
    use(provider_server.settings_for("mailgun", batches.url))
    assert work(mailing) == (State.FINISHED, {"sent": 3})


def test_batch_waits_as_long_as_mailgun_asks_for(mailing, batches):
    batches.answer = (429, {}, {"Retry-After": "600"})
    work(mailing)
    assert wait_for_retry(mailing) == 10


@pytest.mark.parametrize("status", [401, 402, 403, 404])
def test_batch_that_the_settings_forbid_pauses_the_mailing(mailing, batches, status):
    batches.answer = (status, {})
    assert work(mailing) == (State.PAUSED, {"queued": 3})
    assert (marks(mailing), calls(batches)) == (UNTOUCHED, [3])


def refuse_first(form):
    if EVERYBODY[0] in form["to"]:
        return 400, {"message": "to parameter is not a valid address. please check documentation"}
    return mailgun.ACCEPTED


@pytest.mark.parametrize("status", [400, 413, 422])
def test_batch_that_was_refused_is_sent_one_by_one(mailing, batches, status):
    batches.answer = lambda form: (status, {}) if len(form["to"]) > 1 else mailgun.ACCEPTED
    assert work(mailing) == (State.FINISHED, {"sent": 3})
    assert (calls(batches), mailing.consecutive_errors) == ([3, 1, 1, 1], 0)
    assert set(mailing.deliveries.values_list("attempts", flat=True)) == {1}


def test_address_that_mailgun_refuses_fails_alone(mailing, batches):
    batches.answer = refuse_first
    assert work(mailing) == (State.FINISHED, {"failed": 1, "sent": 2})
    failed = mailing.deliveries.get(state=Delivery.State.FAILED)
    assert (failed.subscriber.email, failed.attempts) == (EVERYBODY[0], 1)


def test_message_that_is_refused_for_all_needs_a_person(mailing, batches):
    batches.answer = (400, {})
    assert work(mailing) == (State.PAUSED, {"queued": 3})


@pytest.mark.parametrize("answer", [(500, {}), (200, "{broken"), "reset", "silence"])
def test_batch_without_an_answer_is_unknown_and_not_sent_again(mailing, batches, use, answer):
    batches.answer = answer
    if answer == "silence":
        use(provider_server.settings_for("mailgun", batches.url, patience=0.2))
    assert work(mailing) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 3})
    assert deliveries.sweep() == []
    # The provider may come to read it only after we have lost our patience.
    wait_until(lambda: batches.bodies)
    assert calls(batches) == [3]


def test_reports_settle_a_batch_without_an_answer(mailing, batches):
    batches.answer = "reset"
    work(mailing)
    for mail in mailgun.mails(batches.messages):
        delivery = mailing.deliveries.get(pk=mail.metadata["delivery_id"])
        reported.record("delivered", delivery, "Mailgun", recipient=mail.envelope)
    mailing.refresh_from_db()
    assert (mailing.state, rows.states(mailing)) == (State.FINISHED, {"sent": 3})


def test_lost_answers_pause_before_everybody_is_unknown(mailing, site, batches, batches_of_five):
    for number in range(30):
        rows.subscriber(site, f"more-{number}@mail.example")
    batches.answer = (500, {})
    assert work(mailing) == (State.PAUSED, {"unknown": 5 + breaker.LIMIT - 1, "queued": 19})
    assert calls(batches) == [5] + [1] * 9


def test_batches_go_on_once_a_message_was_accepted(mailing, site, batches, batches_of_five):
    for number in range(9):
        rows.subscriber(site, f"more-{number}@mail.example")
    answers = [(500, {})]
    batches.answer = lambda form: answers.pop() if answers else mailgun.ACCEPTED
    assert work(mailing) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 5, "sent": 7})
    assert calls(batches) == [5, 1, 4, 2]


def test_database_gone_when_the_intent_was_committed_sends_nothing(mailing, batches, monkeypatch):
    begin = Batch.begin_sending

    def begin_and_fail(batch):
        begin(batch)
        raise OperationalError("gone")

    monkeypatch.setattr(Batch, "begin_sending", begin_and_fail)
    assert work(mailing) == (State.SENDING, {"queued": 3})
    assert (marks(mailing), calls(batches)) == (UNTOUCHED, [])


def test_database_gone_when_the_batch_was_accepted_is_told_later(
    state_folder, mailing, batches, monkeypatch
):
    with monkeypatch.context() as gone:
        gone.setattr(Batch, "mark_sent", Mock(side_effect=OperationalError("gone")))
        gone.setattr(records, "PATIENCE", 0)
        with pytest.raises(OperationalError):
            deliveries.work_on(mailing)
    assert rows.states(mailing) == {"sending": 3}
    assert spool.replay() == 3
    assert (rows.states(mailing), calls(batches)) == ({"sent": 3}, [3])


def be_a_worker(url):
    therapy = {"MAIL_BATCHES": True, "MAILED_PAGE_MODELS": ["testapp.JournalEntry"]}
    anymail = provider_server.settings_for("mailgun", url, patience=60)
    with override_settings(WAGTAIL_THERAPY=therapy, **anymail):
        deliveries.work_on(Mailing.objects.get())


@pytest.mark.django_db(transaction=True)
def test_worker_killed_while_mailgun_answers_leaves_unknown_what_it_had_posted(
    nursery, mailing, batches
):
    batches.answer = "silence"
    worker = nursery.start(f"{__name__}:be_a_worker", url=batches.url)
    wait_until(lambda: batches.bodies)
    assert worker.kill() is True
    assert rows.states(mailing) == {"sending": 3}

    batches.answer = mailgun.accept
    Mailing.objects.update(heartbeat_at=None)
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    deliveries.sweep()
    assert work(mailing) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 3})
    assert calls(batches) == [3]
