"""However a connection ends, what is known of a message is kept."""

from unittest.mock import Mock

import pytest
from django.core.mail.backends.base import BaseEmailBackend

from tests.newsletter import backends
from tests.newsletter.transport.test_backends import message
from wagtail_therapy.newsletter.composing.mime import OutgoingEmail
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import ACCEPTED, Outcome, SendResult


class BackendThatCannotClose(BaseEmailBackend):
    def send_messages(self, email_messages):
        return len(email_messages)

    def close(self):
        raise AttributeError("close")


class BackendThatFailsTwice(BackendThatCannotClose):
    def send_messages(self, email_messages):
        raise OSError


@pytest.mark.parametrize(
    ("backend", "result"),
    [
        (BackendThatCannotClose, ACCEPTED),
        (BackendThatFailsTwice, SendResult(Outcome.UNKNOWN, "OSError")),
    ],
)
def test_send_through_a_backend_that_cannot_close_has_a_result(use_mail_settings, backend, result):
    use_mail_settings(backends.chosen({"EMAIL_BACKEND": f"{__name__}.{backend.__name__}"}))
    with Transport() as transport:
        assert transport.send(message()) == result
    assert (transport.backend, transport.session) == (None, None)


def test_withdraw_of_a_connection_that_cannot_close_gives_it_up(smtp_server, monkeypatch):
    with Transport() as transport:
        transport.offer(OutgoingEmail(message()))
        close = transport.session.connection.close
        monkeypatch.setattr(transport.session.connection, "close", Mock(side_effect=ValueError))
        transport.withdraw()
        close()
        assert (transport.backend, transport.session) == (None, None)


def test_exception_behind_an_offer_ends_the_connection_without_a_word(smtp_server, monkeypatch):
    quit_command, transport = Mock(), Transport()

    def offer_and_fail():
        with transport:
            transport.offer(OutgoingEmail(message()))
            monkeypatch.setattr(transport.session.connection, "quit", quit_command)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        offer_and_fail()
    assert (quit_command.mock_calls, smtp_server.messages()) == ([], [])
    assert (transport.backend, transport.session) == (None, None)
