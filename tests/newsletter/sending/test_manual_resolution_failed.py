"""Which failed deliveries a person may have tried again. The server is real."""

import threading

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from tests.newsletter import provider_reports, rows
from tests.newsletter.locks import is_lock_awaited
from tests.newsletter.unreadable_posts import delete, hide, unpublish
from tests.newsletter.worker_sessions import ALL_READERS, FIRST, to_first, wait_for_retry, work
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import mailings, manual_resolution, persistence
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult

State = Mailing.State

BLOCKED = "550 5.7.1 Blocked"
GONE = "550 5.1.1 No such user"

pytestmark = pytest.mark.usefixtures("stopped_clock")


@pytest.fixture
def blocked(ready_mailing, smtp_server):
    """A mailing that one of three readers didn't get, because their server blocked us."""
    smtp_server.rules(refuse_recipients={FIRST: BLOCKED})
    assert work(ready_mailing) == (State.FINISHED, {"failed": 1, "sent": 2})
    smtp_server.rules()
    smtp_server.clear()
    return ready_mailing


def retry_by_hand(pk):
    manual_resolution.try_again(Mailing.objects.get(pk=pk), "ada")
    connections.close_all()


def retry_on_resuming(pk):
    mailing = Mailing.objects.get(pk=pk)
    mailing.change_state([State.FINISHED], state=State.SENDING)
    mailings.pause_for_server(mailing, "RCPT 550")
    connections.close_all()


def test_try_again_mails_only_those_who_did_not_get_it(blocked, smtp_server):
    assert manual_resolution.try_again(blocked, "ada") == 1
    assert (blocked.state, blocked.failed, blocked.left) == (State.SENDING, 0, 1)
    assert work(blocked) == (State.FINISHED, {"sent": 3})
    assert (smtp_server.recipients(), to_first(blocked).resolved_by) == ([FIRST], "ada")


def test_try_again_may_fail_again_and_be_tried_again(blocked, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: BLOCKED})
    for attempts in (2, 3):
        manual_resolution.try_again(blocked, "ada")
        assert work(blocked) == (State.FINISHED, {"failed": 1, "sent": 2})
        assert (to_first(blocked).attempts, manual_resolution.failed(blocked).count()) == (
            attempts,
            1,
        )


def test_try_again_after_all_automatic_tries(ready_mailing, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: "452 4.2.2 Mailbox full"})
    while work(ready_mailing)[0] == State.SENDING:
        wait_for_retry(ready_mailing)
    smtp_server.rules()
    assert manual_resolution.try_again(ready_mailing, "ada") == 1
    assert work(ready_mailing) == (State.FINISHED, {"sent": 3})


def test_try_again_leaves_out_readers_whose_mailbox_is_gone(ready_mailing, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: GONE, ALL_READERS[2]: BLOCKED})
    work(ready_mailing)
    [found] = manual_resolution.failed(ready_mailing)
    assert found.subscriber.email == ALL_READERS[2]


@pytest.mark.parametrize("leave", ["unsubscribe", "delete"])
def test_try_again_leaves_out_readers_who_left(blocked, leave):
    getattr(to_first(blocked).subscriber, leave)()
    assert list(manual_resolution.failed(blocked)) == []
    assert manual_resolution.try_again(blocked, "ada") == 0
    assert blocked.state == State.FINISHED


@pytest.mark.parametrize("report", [provider_reports.soft, provider_reports.hard])
def test_try_again_leaves_out_what_a_provider_had_taken(ready_mailing, smtp_server, report):
    work(ready_mailing)
    report(to_first(ready_mailing), recipient=FIRST)
    ready_mailing.refresh_from_db()
    assert (ready_mailing.failed, list(manual_resolution.failed(ready_mailing))) == (1, [])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite has one writer at a time")
@pytest.mark.parametrize("retry", [retry_by_hand, retry_on_resuming])
def test_failed_that_is_settled_in_the_same_moment_is_not_mailed_again(blocked, retry):
    person = threading.Thread(target=retry, args=[blocked.pk])
    with transaction.atomic():
        blocked.deliveries.filter(state=Delivery.State.FAILED).update(state=Delivery.State.SENT)
        person.start()
        wait_until(lambda: is_lock_awaited() or not person.is_alive())
    person.join()
    assert rows.states(blocked) == {"sent": 3}


@pytest.mark.parametrize("is_open", [True, False])
def test_try_again_leaves_out_whose_earlier_attempt_was_never_answered(ready_mailing, is_open):
    work(ready_mailing)
    row, now = to_first(ready_mailing), timezone.now()
    # As it was before this attempt began, and as it is now.
    row.first_attempt_at = now if is_open else None
    Delivery.objects.update(state=Delivery.State.SENDING, first_attempt_at=now)

    assert persistence.record(row, SendResult(Outcome.REFUSED, "422"), lambda at: False) == "failed"
    row.refresh_from_db()
    assert row.first_attempt_at == (now if is_open else None)
    assert list(manual_resolution.failed(ready_mailing)) == ([] if is_open else [row])


def test_try_again_settles_only_those_named(blocked):
    assert manual_resolution.try_again(blocked, "ada", []) == 0
    assert rows.states(blocked) == {"failed": 1, "sent": 2}


@pytest.mark.parametrize("state", sorted({*State.values} - {"finished", "finished_with_unknown"}))
def test_try_again_is_for_mailings_that_were_sent_to_their_end(blocked, state):
    Mailing.objects.update(state=state)
    with pytest.raises(manual_resolution.CannotSendAgainError):
        manual_resolution.try_again(blocked, "ada")
    assert rows.states(blocked) == {"failed": 1, "sent": 2}


@pytest.mark.parametrize("close", [unpublish, delete, hide])
@pytest.mark.parametrize("verb", [manual_resolution.try_again, manual_resolution.send_again])
def test_post_that_readers_cannot_open_is_not_mailed_again(blocked, close, verb):
    close(blocked.page)
    with pytest.raises(manual_resolution.PostNotPublicError):
        verb(blocked, "ada")
    assert blocked.state == State.FINISHED
