"""How what an SMTP server says, or does not, becomes one of our verdicts."""

import socket

import pytest
from django.core.mail import EmailMultiAlternatives

from tests.mail import smtp_settings
from wagtail_therapy.newsletter.transports import Transport
from wagtail_therapy.newsletter.verdicts import Result, Verdict


def message(to="reader@mail.example", **headers):
    mail = EmailMultiAlternatives("On endings", "Text", "posts@host.example", [to])
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
        ({}, Result(Verdict.ACCEPTED)),
        (
            {"refuse_recipients": {"reader@mail.example": "550 5.1.1 No such user"}},
            Result(Verdict.REJECTED, "SMTPRecipientsRefused 550"),
        ),
        (
            {"refuse_recipients": {"reader@mail.example": "421 4.7.0 Too many"}},
            Result(Verdict.DEFERRED, "SMTPRecipientsRefused 421"),
        ),
        (
            {"refuse_sender": "550 5.7.1 Not you"},
            Result(Verdict.MISCONFIGURED, "SMTPSenderRefused 550"),
        ),
        (
            {"refuse_sender": "451 4.3.0 Later"},
            Result(Verdict.UNREACHABLE, "SMTPSenderRefused 451"),
        ),
        ({"unavailable": True}, Result(Verdict.UNREACHABLE, "SMTPSenderRefused 421")),
        ({"refuse_data": "554 5.7.1 Spam"}, Result(Verdict.REFUSED, "SMTPDataError 554")),
        ({"refuse_data": "452 4.3.1 Full"}, Result(Verdict.DEFERRED, "SMTPDataError 452")),
        ({"drop": "before_dot"}, Result(Verdict.UNKNOWN, "SMTPServerDisconnected")),
        ({"drop": "after_dot"}, Result(Verdict.UNKNOWN, "SMTPServerDisconnected")),
    ],
)
def test_send_by_smtp(smtp_server, rules, result):
    smtp_server.rules(**rules)
    assert sent() == result


def test_send_to_a_server_that_is_down(use):
    use(smtp_settings("127.0.0.1", 1))
    assert sent() == Result(Verdict.UNREACHABLE, "ConnectionRefusedError")


def test_send_to_a_server_without_a_name(use):
    use(smtp_settings("mail.invalid", 25))
    assert sent() == Result(Verdict.UNREACHABLE, "gaierror")


def test_send_to_a_server_that_says_nothing(use, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        use(smtp_settings(*silent.getsockname()))
        if hasattr(settings, "MAILERS"):
            settings.MAILERS["default"]["OPTIONS"]["timeout"] = 0.2
        else:
            settings.EMAIL_TIMEOUT = 0.2
        assert sent() == Result(Verdict.UNREACHABLE, "SMTPServerDisconnected")


def test_send_keeps_one_connection_and_opens_another_after_a_fault(smtp_server):
    with Transport() as transport:
        first = [transport.send(message()).verdict, transport.connection.connection]
        second = [transport.send(message()).verdict, transport.connection.connection]
        smtp_server.rules(refuse_data="554 5.7.1 Spam")
        assert (first, transport.send(message()).verdict) == (second, Verdict.REFUSED)
        assert transport.connection is None
        smtp_server.rules()
        assert transport.send(message()).verdict == Verdict.ACCEPTED
    assert len(smtp_server.messages()) == 3
