"""What becomes of each recipient when the mail server says no, or nothing. The server is real."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.mail import smtp_settings
from tests.newsletter import rows
from tests.processes import SmtpServer
from wagtail_therapy.newsletter import deliveries, mailings
from wagtail_therapy.newsletter.models import Delivery, Mailing

State = Mailing.State

FIRST = "active-0@mail.example"
EVERYBODY = [f"active-{n}@mail.example" for n in range(3)]


@pytest.fixture
def ready(mailing, site, smtp_server):
    """A mailing to three readers that a worker may begin with."""
    rows.subscribers(site, 3)
    return mailing


@pytest.fixture
def new_smtp_server(smtp_server, tmp_path, settings):
    """A server that counts its messages from one, as ``drop_at`` does."""
    server = SmtpServer(tmp_path)
    use_server(settings, server.port)
    yield server
    server.stop()


def work(mailing):
    """Let a worker have its turn; return the state of the mailing and its deliveries."""
    mailing.refresh_from_db()
    assert deliveries.work_on(mailing) is False
    mailing.refresh_from_db()
    assert adds_up(mailing)
    return mailing.state, rows.states(mailing)


def adds_up(mailing):
    settled = mailing.sent + mailing.unknown + mailing.failed + mailing.skipped
    unsettled = mailing.deliveries.unsettled().count()
    return (settled + mailing.left, unsettled) == (mailing.total, mailing.left)


def to_first(mailing):
    return mailing.deliveries.get(subscriber__email=FIRST)


def wait_for_retry(mailing):
    """Let the time pass that was set until the next attempt; return it in minutes."""
    mailing.refresh_from_db()
    due = [mailing.not_before, *mailing.deliveries.values_list("next_attempt_at", flat=True)]
    wait = max(time for time in due if time) - timezone.now()
    Mailing.objects.update(not_before=timezone.now())
    Delivery.objects.update(next_attempt_at=None)
    return wait.total_seconds() / 60


def test_a_refused_recipient_fails_and_the_rest_are_sent(ready, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: "550 5.1.1 No such user"})

    assert work(ready) == (State.FINISHED, {"failed": 1, "sent": 2})
    assert smtp_server.recipients() == EVERYBODY[1:]
    assert (to_first(ready).error_class, to_first(ready).attempts) == (
        "SMTPRecipientsRefused 550",
        1,
    )


def test_a_recipient_put_off_is_sent_later(ready, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: "451 4.7.1 Greylisted"})
    assert work(ready) == (State.SENDING, {"queued": 1, "sent": 2})
    # Not yet: a greylisting server wants to see patience.
    smtp_server.rules()
    assert work(ready) == (State.SENDING, {"queued": 1, "sent": 2})

    assert round(wait_for_retry(ready)) == 1
    assert work(ready) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == EVERYBODY


def test_a_recipient_put_off_for_ever_fails_in_the_end(ready, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: "452 4.2.2 Mailbox full"})
    waits = []
    while work(ready)[0] == State.SENDING:
        waits.append(round(wait_for_retry(ready)))

    assert waits == [1, 5, 30, 120, 480]
    assert (rows.states(ready), to_first(ready).attempts) == ({"failed": 1, "sent": 2}, 6)


@pytest.mark.parametrize("refusal", ["550 5.7.1 Not you", "530 5.7.0 Log in first"])
def test_a_refused_sender_pauses_the_mailing_and_keeps_everybody(ready, smtp_server, refusal):
    smtp_server.rules(refuse_sender=refusal)

    assert work(ready) == (State.PAUSED, {"queued": 3})
    code = refusal[:3]
    assert ready.paused_reason == (
        f"The mail server refuses the sender (SMTPSenderRefused {code}). "
        "Check the mail settings, then resume."
    )
    assert set(ready.deliveries.values_list("attempts", "claim")) == {(0, None)}

    smtp_server.rules()
    assert work(ready) == (State.PAUSED, {"queued": 3})
    mailings.resume(ready)
    assert work(ready) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == EVERYBODY


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"unavailable": True}, "SMTPSenderRefused 421"),
        ({"refuse_sender": "451 4.3.0 Try later"}, "SMTPSenderRefused 451"),
        ("nobody listens", "ConnectionRefusedError"),
    ],
)
def test_a_server_that_takes_nothing_is_left_alone_for_a_while(
    ready, smtp_server, settings, fault, reason
):
    if fault == "nobody listens":
        use_server(settings, port=1)
    else:
        smtp_server.rules(**fault)

    assert work(ready) == (State.SENDING, {"queued": 3})
    assert (ready.consecutive_errors, to_first(ready).error_class) == (1, reason)
    assert set(ready.deliveries.values_list("attempts", flat=True)) == {0}
    assert mailings.due() == []
    assert 0.1 < wait_for_retry(ready) <= 0.3

    smtp_server.rules()
    use_server(settings, smtp_server.port)
    assert work(ready) == (State.FINISHED, {"sent": 3})
    assert (ready.consecutive_errors, smtp_server.recipients()) == (0, EVERYBODY)


def use_server(settings, port):
    for name, value in smtp_settings("127.0.0.1", port).items():
        setattr(settings, name, value)


def test_a_server_that_fails_again_and_again_needs_a_person(ready, settings):
    use_server(settings, port=1)
    waits = []
    while work(ready)[0] == State.SENDING:
        waits.append(wait_for_retry(ready))

    assert len(waits) == deliveries.BREAKER - 1
    # 15 seconds, doubled up to 15 minutes, each with a fifth of jitter.
    expected = [min(0.25 * 2**n, 15) for n in range(len(waits))]
    ratios = [wait / one for wait, one in zip(waits, expected, strict=True)]
    assert 0.5 < min(ratios) <= max(ratios) <= 1.2
    assert ready.paused_reason == (
        "The mail server failed again and again (ConnectionRefusedError). Check it, then resume."
    )
    assert (ready.state, rows.states(ready)) == (State.PAUSED, {"queued": 3})


@pytest.mark.parametrize("moment", ["before_dot", "after_dot"])
def test_a_connection_lost_while_sending_is_unknown_and_not_tried_again(
    ready, new_smtp_server, moment
):
    new_smtp_server.rules(drop=moment, drop_at=[1])

    assert work(ready) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 1, "sent": 2})
    assert to_first(ready).error_class == "SMTPServerDisconnected"
    accepted = EVERYBODY if moment == "after_dot" else EVERYBODY[1:]
    assert new_smtp_server.recipients() == accepted

    new_smtp_server.rules()
    assert deliveries.sweep() == []
    assert work(ready)[1] == {"unknown": 1, "sent": 2}
    assert new_smtp_server.recipients() == accepted


def test_connections_lost_again_and_again_pause_before_everybody_is_unknown(
    mailing, site, smtp_server
):
    rows.subscribers(site, 15)
    smtp_server.rules(drop="after_dot")
    assert work(mailing) == (State.PAUSED, {"unknown": deliveries.BREAKER, "queued": 5})


@pytest.mark.parametrize("rule", ["refuse_data", "refuse_recipients"])
def test_a_short_list_refused_as_a_whole_needs_a_person_and_gets_one_more_try(
    ready, smtp_server, rule
):
    refusal = "554 5.7.1 Not from you"
    everybody = dict.fromkeys(EVERYBODY, refusal)
    smtp_server.rules(**{rule: refusal if rule == "refuse_data" else everybody})
    assert work(ready) == (State.PAUSED, {"queued": 3})

    mailings.resume(ready)
    assert work(ready) == (State.FINISHED, {"failed": 3})


def test_a_message_refused_for_all_needs_a_person_before_everybody_has_failed(
    mailing, site, smtp_server
):
    rows.subscribers(site, 15)
    smtp_server.rules(refuse_data="554 5.7.1 Spam")
    assert work(mailing) == (State.PAUSED, {"queued": 15})

    smtp_server.rules()
    mailings.resume(mailing)
    assert work(mailing) == (State.FINISHED, {"sent": 15})


def test_recipients_refused_in_a_row_stop_nothing(mailing, site, smtp_server):
    readers = rows.subscribers(site, 15)
    gone = {reader.email: "550 5.1.1 No such user" for reader in readers[:14]}
    smtp_server.rules(refuse_recipients=gone)
    assert work(mailing) == (State.FINISHED, {"failed": 14, "sent": 1})


def test_a_message_put_off_after_the_last_dot_is_sent_later(ready, smtp_server):
    smtp_server.rules(refuse_data="451 4.3.0 Not now")
    assert work(ready) == (State.SENDING, {"queued": 3})
    smtp_server.rules()
    wait_for_retry(ready)
    assert work(ready) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == EVERYBODY


def test_backoff_grows_to_a_quarter_of_an_hour():
    assert deliveries.backoff(1) < timedelta(seconds=19) < deliveries.backoff(2)
    assert deliveries.backoff(deliveries.BREAKER) <= timedelta(minutes=18)
