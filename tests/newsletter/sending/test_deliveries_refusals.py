"""What becomes of each recipient when the mail server says no, or nothing. The server is real."""

import pytest

from tests.mail_settings import smtp_settings
from tests.newsletter import provider_reports, rows
from tests.newsletter.worker_sessions import ALL_READERS, FIRST, to_first, wait_for_retry, work
from tests.processes import SmtpServer
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock")


@pytest.fixture
def new_smtp_server(smtp_server, tmp_path, use_mail_settings):
    """A server that counts its messages from one, as ``drop_at`` does."""
    server = SmtpServer(tmp_path)
    use_mail_settings(smtp_settings("127.0.0.1", server.port))
    yield server
    server.stop()


def test_a_refused_recipient_fails_and_the_rest_are_sent(ready_mailing, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: "550 5.1.1 No such user"})

    assert work(ready_mailing) == (State.FINISHED, {"failed": 1, "sent": 2})
    assert smtp_server.recipients() == ALL_READERS[1:]
    assert (to_first(ready_mailing).error_class, to_first(ready_mailing).attempts) == (
        "RCPT 550",
        1,
    )


GONE, ACTIVE = "suppressed", "active"


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        ("550 5.1.1 No such user", GONE),
        ("550 #5.1.1 bad address", GONE),
        ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", GONE),
        # A relay whose name server is down says this of every domain.
        ("550 5.1.2 Bad domain", ACTIVE),
        ("556 5.1.10 Domain takes no mail", GONE),
        # Exim says this of itself, too: to a list that it will not relay for, 550 to each reader.
        ("550 relay not permitted", ACTIVE),
        ("550 No such user", ACTIVE),
        ("550 5.7.1 Blocked", ACTIVE),
        ("552 5.2.2 Mailbox full", ACTIVE),
        ("550 5.1.8 Sender's domain unknown", ACTIVE),
        ("550 5.4.1 Recipient address rejected: Access denied", ACTIVE),
        ("550 5.2.1 Too many messages at once", ACTIVE),
    ],
)
def test_a_mailbox_that_is_gone_is_a_bounce_and_nothing_else_is(
    ready_mailing, smtp_server, reply, status
):
    smtp_server.rules(refuse_recipients={FIRST: reply})
    work(ready_mailing)
    reader = to_first(ready_mailing).subscriber
    suppressed = [(reader.address_hash, "bounced")] if status == GONE else []
    assert (reader.status, provider_reports.suppressions()) == (status, suppressed)
    assert rows.states(ready_mailing) == {"failed": 1, "sent": 2}


def test_a_recipient_put_off_is_sent_later(ready_mailing, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: "451 4.7.1 Greylisted"})
    assert work(ready_mailing) == (State.SENDING, {"queued": 1, "sent": 2})
    # Not yet: a greylisting server wants to see patience.
    smtp_server.rules()
    assert work(ready_mailing) == (State.SENDING, {"queued": 1, "sent": 2})

    assert wait_for_retry(ready_mailing) == 1
    assert work(ready_mailing) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == ALL_READERS


def test_a_recipient_put_off_for_ever_fails_in_the_end(ready_mailing, smtp_server):
    smtp_server.rules(refuse_recipients={FIRST: "452 4.2.2 Mailbox full"})
    waits = []
    while work(ready_mailing)[0] == State.SENDING:
        waits.append(wait_for_retry(ready_mailing))

    assert waits == [1, 5, 30, 120, 480]
    assert (rows.states(ready_mailing), to_first(ready_mailing).attempts) == (
        {"failed": 1, "sent": 2},
        6,
    )


@pytest.mark.parametrize("moment", ["before_dot", "after_dot"])
def test_a_connection_lost_while_sending_is_unknown_and_not_tried_again(
    ready_mailing, new_smtp_server, moment
):
    new_smtp_server.rules(drop=moment, drop_at=[1])

    assert work(ready_mailing) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 1, "sent": 2})
    assert to_first(ready_mailing).error_class == "SMTPServerDisconnected"
    accepted = ALL_READERS if moment == "after_dot" else ALL_READERS[1:]
    assert new_smtp_server.recipients() == accepted

    new_smtp_server.rules()
    assert deliveries.sweep() == []
    assert work(ready_mailing)[1] == {"unknown": 1, "sent": 2}
    assert new_smtp_server.recipients() == accepted


def test_recipients_refused_in_a_row_stop_nothing(mailing, site, smtp_server):
    readers = rows.subscribers(site, 15)
    gone = {reader.email: "550 5.1.1 No such user" for reader in readers[:14]}
    smtp_server.rules(refuse_recipients=gone)
    assert work(mailing) == (State.FINISHED, {"failed": 14, "sent": 1})


UNKNOWN_HERE = "550 5.1.1 User unknown in local recipient table"


def refuse(server, readers, reply=UNKNOWN_HERE):
    server.rules(refuse_recipients={reader.email: reply for reader in readers})


@pytest.mark.parametrize("reply", [UNKNOWN_HERE, "550 5.1.2 Host unknown"])
def test_a_server_that_knows_no_reader_costs_none_of_them(mailing, site, smtp_server, reply):
    readers = rows.subscribers(site, 12)
    refuse(smtp_server, readers, reply)
    assert work(mailing) == (State.PAUSED, {"queued": 12})
    assert provider_reports.suppressions() == []

    smtp_server.rules()
    mailings.resume(mailing)
    assert work(mailing) == (State.FINISHED, {"sent": 12})
    assert sorted(smtp_server.recipients()) == sorted(reader.email for reader in readers)


def test_a_server_that_forgets_its_settings_meanwhile_costs_no_reader(mailing, site, smtp_server):
    readers = rows.subscribers(site, 15)
    refuse(smtp_server, readers[3:])
    assert work(mailing) == (State.FINISHED, {"failed": 12, "sent": 3})
    assert provider_reports.suppressions() == []


@pytest.mark.parametrize("gone", [slice(0, 2), slice(4, 6), slice(8, 10)])
def test_readers_who_are_gone_among_others_are_mailed_no_more(mailing, site, smtp_server, gone):
    readers = rows.subscribers(site, 10)
    refuse(smtp_server, readers[gone])
    assert work(mailing) == (State.FINISHED, {"failed": 2, "sent": 8})
    assert sorted(provider_reports.suppressions()) == sorted(
        (one.address_hash, "bounced") for one in readers[gone]
    )


def test_a_message_put_off_after_the_last_dot_is_sent_later(ready_mailing, smtp_server):
    smtp_server.rules(refuse_data="451 4.3.0 Not now")
    assert work(ready_mailing) == (State.SENDING, {"queued": 3})
    smtp_server.rules()
    wait_for_retry(ready_mailing)
    assert work(ready_mailing) == (State.FINISHED, {"sent": 3})
    assert smtp_server.recipients() == ALL_READERS
