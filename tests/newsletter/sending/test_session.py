"""What a worker knows of a message it keeps, whatever goes wrong with the next one."""

import itertools
from unittest.mock import Mock

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, ProgrammingError, transaction
from django.utils import timezone

from tests.mail_settings import smtp_settings
from tests.newsletter import backends, rows, worker_sessions
from tests.newsletter.clocks import ManualClock
from tests.newsletter.worker_sessions import ALL_READERS, FIRST
from wagtail_therapy.newsletter.models import ConsentEvent, Delivery, Lease, Mailing, Subscriber
from wagtail_therapy.newsletter.readers import subscriptions
from wagtail_therapy.newsletter.sending import deliveries, mailings, persistence, preparation
from wagtail_therapy.newsletter.sending.session import SendSession
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.smtp import SmtpSession

State = Mailing.State


@pytest.mark.parametrize("plain", [False, True])
def test_a_server_that_is_closing_but_takes_another_offer_gets_no_more(
    ready_mailing, smtp_server, plain
):
    smtp_server.rules(plain=plain, refuse_data="421 4.7.28 Unusual rate")

    deliveries.work_on(ready_mailing)

    assert rows.states(ready_mailing) == {"queued": 3}
    assert smtp_server.messages() == []


def test_an_address_that_cannot_be_offered_leaves_the_message_before_known(
    ready_mailing, smtp_server
):
    Subscriber.objects.filter(email=ALL_READERS[1]).update(email="two words@mail.example")

    deliveries.work_on(ready_mailing)

    assert rows.states(ready_mailing) == {"sent": 2, "failed": 1}


def test_a_fault_between_two_messages_leaves_the_first_known(
    ready_mailing, smtp_server, therapy, monkeypatch
):
    therapy(MAIL_CLAIM_SIZE=1)
    claim = deliveries.claim

    def lock_the_second(lease, after):
        return locked() if after else claim(lease, after)

    monkeypatch.setattr(deliveries, "claim", lock_the_second)

    with pytest.raises(OperationalError):
        deliveries.work_on(ready_mailing)

    assert rows.states(ready_mailing) == {"sent": 1, "queued": 2}


def locked(*args, **kwargs):
    raise OperationalError("database is locked")


def test_a_database_gone_too_long_at_the_next_intent_leaves_the_message_before_unknown(
    ready_mailing, smtp_server, use_mail_settings, monkeypatch
):
    # The server waits for a message that does not come, and the worker for its answer.
    use_mail_settings(smtp_settings(smtp_server.host, smtp_server.port, timeout=2))
    begin = Delivery.begin_sending

    def vanish_at_the_second(delivery, after=None):
        if after:
            monkeypatch.setattr(Delivery, "move", locked)
            locked()
        return begin(delivery, after)

    monkeypatch.setattr(persistence, "PATIENCE", 0)
    monkeypatch.setattr(Delivery, "begin_sending", vanish_at_the_second)
    with pytest.raises(OperationalError):
        deliveries.work_on(ready_mailing)
    monkeypatch.undo()

    assert ready_mailing.deliveries.get(state=Delivery.State.SENDING).subscriber.email == FIRST
    deliveries.sweep()
    assert rows.states(ready_mailing) == {"unknown": 1, "queued": 2}


@pytest.mark.parametrize("fault", [SoftTimeLimitExceeded, ProgrammingError, KeyboardInterrupt])
@pytest.mark.parametrize("is_smtp", [True, False])
def test_a_fault_at_the_next_write_leaves_the_message_before_known(
    ready_mailing, smtp_server, use_mail_settings, monkeypatch, fault, is_smtp
):
    use_mail_settings(smtp_settings(smtp_server.host, smtp_server.port, timeout=2))
    if not is_smtp:
        use_mail_settings(backends.settings_for(smtp_server))
    fail_once = Mock(side_effect=[fault])
    name = "begin_sending" if is_smtp else "mark_sent"
    write = getattr(Delivery, name)

    def fail_at_the_second(delivery, after=None):
        if (after or not is_smtp) and not fail_once.called:
            fail_once()
        return write(delivery, after) if after else write(delivery)

    monkeypatch.setattr(Delivery, name, fail_at_the_second)
    with pytest.raises(fault):
        deliveries.work_on(ready_mailing)
    assert rows.states(ready_mailing) == {"sent": 1, "claimed": 2}
    assert smtp_server.recipients() == [FIRST]


def test_a_time_limit_while_handing_over_is_no_proof_that_nothing_left(
    ready_mailing, smtp_server, monkeypatch
):
    hand_over = SmtpSession.hand_over

    def interrupted(session):
        hand_over(session)
        monkeypatch.undo()
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(SmtpSession, "hand_over", interrupted)
    deliveries.work_on(ready_mailing)
    assert rows.states(ready_mailing)["unknown"] == 1


def test_nothing_is_claimed_in_a_transaction_of_the_host(ready_mailing):
    preparation.prepare(ready_mailing)
    lease = Lease.acquire(ready_mailing)
    with transaction.atomic(), pytest.raises(RuntimeError):
        deliveries.claim(lease)
    assert rows.states(ready_mailing) == {"queued": 3}


@pytest.fixture
def unanswered(ready_mailing):
    """A mailing to three readers whose first attempts got no answer; they wait for a repeat."""
    preparation.prepare(ready_mailing)
    ready_mailing.deliveries.update(
        attempts=1, first_attempt_at=timezone.now(), error_class="ReadTimeout"
    )
    return ready_mailing


def test_cancelling_does_not_say_of_an_open_attempt_that_it_was_none(unanswered):
    mailings.cancel(unanswered)
    assert rows.states(unanswered) == {"unknown": 3}


@pytest.mark.parametrize("is_erased", [False, True])
def test_leaving_does_not_say_of_an_open_attempt_that_it_was_none(
    unanswered, smtp_server, is_erased
):
    [first, *_rest] = worker_sessions.claim(unanswered)
    if is_erased:
        first.subscriber.delete()
        SendSession(unanswered, Transport()).handle(Delivery.objects.get(pk=first.pk))
    else:
        subscriptions.unsubscribe(first.subscriber, ConsentEvent.Method.LINK)
        SendSession(unanswered, Transport())._give_back(first)
    assert rows.states(unanswered) == {"unknown": 1, "claimed": 2}


def test_what_a_provider_took_and_returned_gets_no_second_try(ready_mailing):
    preparation.prepare(ready_mailing)
    first = ready_mailing.deliveries.order_by("pk")[0]
    ready_mailing.deliveries.filter(pk=first.pk).update(state=Delivery.State.FAILED, attempts=1)
    first.provider_events.create(
        provider="Postmark", event_id="1", event_type="returned", occurred_at=timezone.now()
    )
    mailings.pause_for_server(ready_mailing, "MAIL 451")
    assert rows.states(ready_mailing) == {"failed": 1, "queued": 2}


def test_what_there_is_no_time_for_goes_back_at_once(ready_mailing, django_assert_num_queries):
    preparation.prepare(ready_mailing)
    claimed = worker_sessions.claim(ready_mailing)
    with Transport() as transport:
        turn = SendSession(ready_mailing, transport, seconds=0)
        with django_assert_num_queries(1):
            turn.handle_all(claimed)
    assert rows.states(ready_mailing) == {"queued": len(ALL_READERS)}


def test_time_that_is_up_at_any_moment_costs_no_result(mailing, site, smtp_server):
    rows.subscribers(site, 30)
    preparation.prepare(mailing)
    for seconds in itertools.count(1):
        if not deliveries.work_on(mailing, seconds, ManualClock(look=1)):
            break
        assert rows.states(mailing).keys() <= {"sent", "queued"}
    assert rows.states(mailing) == {"sent": 30}
    assert sorted(smtp_server.recipients()) == sorted(f"active-{n}@mail.example" for n in range(30))
