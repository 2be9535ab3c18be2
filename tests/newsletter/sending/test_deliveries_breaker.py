"""When it is the server, or our sender, and not the recipient: stop, wait, ask a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.mail_settings import smtp_settings
from tests.newsletter import rows, worker_sessions
from tests.newsletter.worker_sessions import ALL_READERS, to_first, wait_for_retry, work
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import circuit_breaker, deliveries, mailings, preparation
from wagtail_therapy.newsletter.sending.session import SendSession
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock")


@pytest.mark.parametrize("refusal", ["550 5.7.1 Not you", "530 5.7.0 Log in first"])
def test_refused_sender_pauses_the_mailing_and_keeps_all_readers_queued(
    ready_mailing, smtp_server, refusal
):
    smtp_server.rules(refuse_sender=refusal)

    assert work(ready_mailing) == (State.PAUSED, {"queued": 3})
    code = refusal[:3]
    assert ready_mailing.paused_reason == (
        f"The mail server refuses the sender (MAIL {code}). Check the mail settings, then resume."
    )
    assert set(ready_mailing.deliveries.values_list("attempts", "claim")) == {(0, None)}

    smtp_server.rules()
    assert work(ready_mailing) == (State.PAUSED, {"queued": 3})
    mailings.resume(ready_mailing)
    assert work(ready_mailing) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == ALL_READERS


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"unavailable": True}, "MAIL 421"),
        ({"refuse_sender": "451 4.3.0 Try later"}, "MAIL 451"),
        ("no server", "ConnectionRefusedError"),
    ],
)
def test_a_server_that_takes_nothing_is_left_alone_for_a_while(
    ready_mailing, smtp_server, use_mail_settings, fault, reason
):
    if fault == "no server":
        use_mail_settings(smtp_settings("127.0.0.1", 1))
    else:
        smtp_server.rules(**fault)

    assert work(ready_mailing) == (State.SENDING, {"queued": 3})
    assert (ready_mailing.consecutive_errors, to_first(ready_mailing).error_class) == (1, reason)
    assert set(ready_mailing.deliveries.values_list("attempts", flat=True)) == {0}
    assert mailings.due() == []
    assert 0.2 <= wait_for_retry(ready_mailing) <= 0.3

    smtp_server.rules()
    use_mail_settings(smtp_settings("127.0.0.1", smtp_server.port))
    assert work(ready_mailing) == (State.FINISHED, {"sent": 3})
    assert (ready_mailing.consecutive_errors, smtp_server.recipients()) == (0, ALL_READERS)


def test_server_that_defers_all_readers_is_retried_later(mailing, site, smtp_server):
    rows.subscribers(site, 6)
    smtp_server.rules(refuse_data="451 4.7.1 Too much mail from you")

    assert work(mailing) == (State.SENDING, {"queued": 6})
    # The first three were tried; the others would only have been put off, too.
    assert mailing.deliveries.filter(attempts=0).count() == 3
    assert 0.8 <= wait_for_retry(mailing) <= 1.2

    smtp_server.rules()
    assert work(mailing) == (State.FINISHED, {"sent": 6})


def test_full_mailboxes_do_not_stop_a_mailing_however_many_there_are(mailing, site, smtp_server):
    readers = rows.subscribers(site, 6)
    full = {reader.email: "452 4.2.2 Mailbox full" for reader in readers[:4]}
    smtp_server.rules(refuse_recipients=full)
    for _ in range(20):
        if work(mailing)[0] != State.SENDING:
            break
        wait_for_retry(mailing)
    assert work(mailing) == (State.FINISHED, {"failed": 4, "sent": 2})


def test_reader_with_an_unencodable_address_does_not_delay_other_readers(
    mailing, site, smtp_server, therapy
):
    therapy(MAIL_SESSION_SECONDS=1)
    rows.subscribers(site, 2)
    # No form takes such an address, but an import of another program may have written it.
    rows.subscriber(site, "ädä@mail.example")

    assert work(mailing) == (State.FINISHED, {"failed": 1, "sent": 2})
    failed = mailing.deliveries.get(state=Delivery.State.FAILED)
    assert failed.error_class == "UnicodeEncodeError"


def test_a_mailing_that_takes_longer_than_two_days_is_not_taken_for_abandoned(
    ready_mailing, therapy, smtp_server
):
    therapy(MAIL_SESSION_SECONDS=0)
    deliveries.work_on(ready_mailing)
    Mailing.objects.update(not_after=timezone.now() - timedelta(hours=1))
    ready_mailing.refresh_from_db()
    assert deliveries.work_on(ready_mailing) is True

    therapy(MAIL_SESSION_SECONDS=45)
    assert work(ready_mailing) == (State.FINISHED, {"sent": 3})


def test_a_mailing_cancelled_when_all_were_refused_stays_as_it_is(ready_mailing, smtp_server):
    smtp_server.rules(refuse_data="554 5.7.1 Spam")
    preparation.prepare(ready_mailing)
    with Transport() as transport:
        turn = SendSession(ready_mailing, transport)
        for delivery in worker_sessions.claim(ready_mailing):
            turn.handle(delivery)
        turn.finish()
    mailings.cancel(Mailing.objects.get())
    mailings.finish_if_done(ready_mailing)
    assert (ready_mailing.state, rows.states(ready_mailing)) == (State.CANCELLED, {"failed": 3})


def test_a_server_that_fails_again_and_again_needs_a_person(ready_mailing, use_mail_settings):
    use_mail_settings(smtp_settings("127.0.0.1", 1))
    waits = []
    while work(ready_mailing)[0] == State.SENDING:
        waits.append(wait_for_retry(ready_mailing))

    assert len(waits) == circuit_breaker.LIMIT - 1
    # 15 seconds, doubled up to 15 minutes, each with a fifth of jitter.
    expected = [min(0.25 * 2**n, 15) for n in range(len(waits))]
    ratios = [wait / one for wait, one in zip(waits, expected, strict=True)]
    assert 0.79 < min(ratios) <= max(ratios) < 1.21
    assert ready_mailing.paused_reason == (
        "The mail server failed again and again (ConnectionRefusedError). Check it, then resume."
    )
    assert (ready_mailing.state, rows.states(ready_mailing)) == (State.PAUSED, {"queued": 3})


def test_repeated_lost_connections_pause_the_mailing_before_all_are_unknown(
    mailing, site, smtp_server
):
    rows.subscribers(site, 15)
    smtp_server.rules(drop="after_dot")
    assert work(mailing) == (State.PAUSED, {"unknown": circuit_breaker.LIMIT, "queued": 5})


@pytest.mark.parametrize("rule", ["refuse_data", "refuse_recipients"])
def test_a_short_list_refused_as_a_whole_needs_a_person_and_gets_one_more_try(
    ready_mailing, smtp_server, rule
):
    refusal = "554 5.7.1 Not from you"
    refusals = dict.fromkeys(ALL_READERS, refusal)
    smtp_server.rules(**{rule: refusal if rule == "refuse_data" else refusals})
    assert work(ready_mailing) == (State.PAUSED, {"queued": 3})

    mailings.resume(ready_mailing)
    assert work(ready_mailing) == (State.FINISHED, {"failed": 3})


def test_message_refused_for_all_readers_pauses_the_mailing_before_all_have_failed(
    mailing, site, smtp_server
):
    rows.subscribers(site, 15)
    smtp_server.rules(refuse_data="554 5.7.1 Spam")
    assert work(mailing) == (State.PAUSED, {"queued": 15})

    smtp_server.rules()
    mailings.resume(mailing)
    assert work(mailing) == (State.FINISHED, {"sent": 15})


def test_backoff_grows_to_a_quarter_of_an_hour():
    assert circuit_breaker.backoff(1) < timedelta(seconds=19) < circuit_breaker.backoff(2)
    assert circuit_breaker.backoff(circuit_breaker.LIMIT) <= timedelta(minutes=18)


def test_a_fault_that_befalls_several_workers_counts_once(mailing):
    """Else the more workers there are, the sooner a person is asked."""
    preparation.prepare(mailing)
    busy = SendResult(Outcome.UNREACHABLE, "429")
    workers = [Mailing.objects.get(pk=mailing.pk) for _ in range(3)]
    assert [circuit_breaker.trips(worker, busy, is_first_try=True) for worker in workers] == [
        True
    ] * 3
    mailing.refresh_from_db()
    assert mailing.consecutive_errors == 1
    assert 0.2 <= wait_for_retry(mailing) <= 0.3
