"""How what an SMTP server says, or does not, becomes one of our outcomes."""

import socket
from smtplib import SMTPServerDisconnected
from unittest.mock import Mock

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from tests.mail_settings import smtp_settings
from tests.newsletter import backends
from wagtail_therapy import compat
from wagtail_therapy.newsletter.composing.mime import OutgoingEmail
from wagtail_therapy.newsletter.transport.backends import OfferResult, Transport
from wagtail_therapy.newsletter.transport.results import ACCEPTED, Outcome, SendResult
from wagtail_therapy.newsletter.transport.smtp import SmtpSession
from wagtail_therapy.practice.emails.messages import PracticeEmail


def message(to="reader@mail.example", **headers):
    mail = PracticeEmail("On endings", "Text", "posts@host.example", [to])
    mail.extra_headers = headers
    mail.attach_alternative("<p>Text</p>", "text/html")
    return mail


def sent(mail=None, delivery_id=None):
    mail = mail or message()
    with Transport() as transport:
        return transport.send(mail, delivery_id)


@pytest.mark.parametrize(
    ("rules", "result"),
    [
        ({}, ACCEPTED),
        (
            {"refuse_recipients": {"reader@mail.example": "550 5.1.1 No such user"}},
            SendResult(Outcome.GONE, "RCPT 550"),
        ),
        (
            {"refuse_recipients": {"reader@mail.example": "421 4.7.0 Too many"}},
            SendResult(Outcome.DEFERRED, "RCPT 421"),
        ),
        (
            {"refuse_sender": "550 5.7.1 Not you"},
            SendResult(Outcome.MISCONFIGURED, "MAIL 550"),
        ),
        (
            {"refuse_sender": "451 4.3.0 Later"},
            SendResult(Outcome.UNREACHABLE, "MAIL 451"),
        ),
        ({"unavailable": True}, SendResult(Outcome.UNREACHABLE, "MAIL 421")),
        ({"refuse_data": "554 5.7.1 Spam"}, SendResult(Outcome.REFUSED, "message 554")),
        ({"refuse_data": "452 4.3.1 Full"}, SendResult(Outcome.DEFERRED, "message 452")),
        ({"drop": "before_dot"}, SendResult(Outcome.UNKNOWN, "SMTPServerDisconnected")),
        ({"drop": "after_dot"}, SendResult(Outcome.UNKNOWN, "SMTPServerDisconnected")),
    ],
)
def test_send_by_smtp(smtp_server, rules, result):
    smtp_server.rules(**rules)
    assert sent() == result


def test_send_to_a_server_that_is_down(use_mail_settings):
    use_mail_settings(smtp_settings("127.0.0.1", 1))
    assert sent() == SendResult(Outcome.UNREACHABLE, "ConnectionRefusedError")


def test_send_to_a_server_without_a_name(use_mail_settings):
    use_mail_settings(smtp_settings("mail.invalid", 25))
    assert sent() == SendResult(Outcome.UNREACHABLE, "gaierror")


def test_send_to_a_server_that_says_nothing(use_mail_settings, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        use_mail_settings(smtp_settings(*silent.getsockname()))
        if hasattr(settings, "MAILERS"):
            settings.MAILERS["default"]["OPTIONS"]["timeout"] = 0.2
        else:
            settings.EMAIL_TIMEOUT = 0.2
        assert sent() == SendResult(Outcome.UNREACHABLE, "SMTPServerDisconnected")


def test_send_keeps_one_connection_also_after_a_refusal(smtp_server):
    with Transport() as transport:
        outcomes = [transport.send(message()).outcome]
        kept = transport.session
        smtp_server.rules(refuse_recipients={"reader@mail.example": "550 5.1.1 No such user"})
        outcomes.append(transport.send(message()).outcome)
        smtp_server.rules(refuse_data="554 5.7.1 Spam")
        outcomes.append(transport.send(message()).outcome)
        smtp_server.rules()
        outcomes.append(transport.send(message()).outcome)
        assert transport.session is kept
    assert outcomes == [Outcome.ACCEPTED, Outcome.GONE, Outcome.REFUSED, Outcome.ACCEPTED]
    assert len(smtp_server.messages()) == 2


def test_send_opens_another_connection_when_the_server_ended_the_first(smtp_server):
    with Transport() as transport:
        transport.send(message())
        first = transport.session
        smtp_server.rules(drop="before_dot")
        assert transport.send(message()) == SendResult(Outcome.UNKNOWN, "SMTPServerDisconnected")
        smtp_server.rules()
        assert transport.send(message()) == ACCEPTED
        assert transport.session is not first


def letters(number):
    return [OutgoingEmail(message(f"reader-{n}@mail.example")) for n in range(number)]


@pytest.mark.parametrize("plain", [False, True])
def test_offer_brings_the_result_of_the_message_before(smtp_server, plain):
    smtp_server.rules(plain=plain)
    three = letters(3)
    with Transport() as transport:
        found = [(transport.offer(letter), transport.hand_over()) for letter in three]
        found.append(transport.finish())
    first, later = OfferResult(None, None), OfferResult(ACCEPTED, None)
    assert found == [(first, None), (later, None), (later, None), ACCEPTED]
    assert smtp_server.recipients() == [letter.recipient for letter in three]


def test_finish_knows_a_result_once(smtp_server):
    with Transport() as transport:
        assert transport.finish() is None
        transport.offer(OutgoingEmail(message()))
        transport.hand_over()
        assert [transport.finish(), transport.finish()] == [ACCEPTED, None]


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("fault", [SMTPServerDisconnected, SoftTimeLimitExceeded])
def test_offer_that_fails_keeps_what_it_has_heard_of_the_message_before(
    smtp_server, monkeypatch, plain, fault
):
    smtp_server.rules(plain=plain)
    first, second = letters(2)
    with Transport() as transport:
        transport.offer(first)
        transport.hand_over()
        monkeypatch.setattr(SmtpSession, "refusal", Mock(side_effect=fault))
        answer = transport.offer(second)
    assert answer == OfferResult(ACCEPTED, SendResult(Outcome.UNREACHABLE, fault.__name__))


@pytest.mark.parametrize("fault", [SMTPServerDisconnected, SoftTimeLimitExceeded])
def test_offer_that_fails_before_the_answer_leaves_the_message_before_unknown(
    smtp_server, monkeypatch, fault
):
    first, second = letters(2)
    with Transport() as transport:
        transport.offer(first)
        transport.hand_over()
        monkeypatch.setattr(SmtpSession, "finish", Mock(side_effect=fault))
        answer = transport.offer(second)
        assert (answer.before, transport.session) == (
            SendResult(Outcome.UNKNOWN, fault.__name__),
            None,
        )


def test_offer_of_a_letter_that_cannot_be_made_waits_for_the_message_before(smtp_server):
    first, second = letters(2)
    second.message.subject = "On\nendings"
    with Transport() as transport:
        transport.offer(first)
        transport.hand_over()
        answer = transport.offer(second)
    assert answer == OfferResult(ACCEPTED, SendResult(Outcome.UNREACHABLE, "ValueError"))


def test_finish_that_fails_leaves_the_message_unknown_and_the_next_one_a_session(smtp_server):
    smtp_server.rules(drop="after_dot")
    first, second = letters(2)
    with Transport() as transport:
        transport.offer(first)
        transport.hand_over()
        assert transport.finish() == SendResult(Outcome.UNKNOWN, "SMTPServerDisconnected")
        smtp_server.rules()
        assert transport.offer(second) == OfferResult(None, None)
        transport.withdraw()


@pytest.mark.parametrize("plain", [False, True])
def test_offer_withdrawn_is_not_sent(smtp_server, plain):
    smtp_server.rules(plain=plain)
    first, second, third = letters(3)
    with Transport() as transport:
        transport.offer(first)
        transport.hand_over()
        assert transport.offer(second) == OfferResult(ACCEPTED, None)
        transport.withdraw()
        assert transport.offer(third) == OfferResult(None, None)
        transport.hand_over()
        assert transport.finish() == ACCEPTED
    assert smtp_server.recipients() == [first.recipient, third.recipient]


def test_offer_of_an_address_that_would_end_the_command(smtp_server):
    first, second = letters(2)
    second.message.to = ["reader@mail.example>\r\nRCPT TO:<eve@mail.example"]
    with Transport() as transport:
        transport.offer(first)
        transport.hand_over()
        assert transport.offer(second) == OfferResult(
            ACCEPTED, SendResult(Outcome.REJECTED, "address")
        )
    assert smtp_server.recipients() == [first.recipient]


def test_send_leaves_a_host_its_own_way_to_send(use_mail_settings, smtp_server):
    use_mail_settings(backends.settings_for(smtp_server))
    backends.CountingBackend.sent = 0
    assert sent() == ACCEPTED
    assert (backends.CountingBackend.sent, len(smtp_server.messages())) == (1, 1)


def test_send_does_not_believe_a_backend_that_fails_silently(use_mail_settings):
    use_mail_settings(smtp_settings("127.0.0.1", 1))
    with Transport() as transport:
        transport.backend = compat.mail_connection()
        transport.backend.fail_silently = True
        assert transport.send(message()) == SendResult(
            Outcome.UNREACHABLE, "SMTPServerDisconnected"
        )
