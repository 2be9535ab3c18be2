"""What ends before a provider has seen anything of the message."""

from unittest import mock

import pytest
from anymail.backends.postmark import EmailBackend as Postmark
from anymail.backends.postmark import PostmarkPayload
from anymail.exceptions import AnymailCancelSend
from anymail.signals import pre_send
from django.core.mail.backends.base import BaseEmailBackend

from tests.newsletter import backends, provider_server, rows
from tests.newsletter.provider_answers import ANSWERS
from tests.newsletter.worker_sessions import work
from wagtail_therapy import compat
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import ACCEPTED, Outcome, SendResult
from wagtail_therapy.practice.emails.messages import PracticeEmail


@pytest.fixture
def postmark(use_mail_settings, provider):
    use_mail_settings(provider_server.settings_for("postmark", provider.url))
    return provider


def message(to="reader@mail.example"):
    return PracticeEmail("On endings", "Text", "posts@host.example", [to])


def sent(mail=None):
    with Transport() as transport:
        return transport.send(mail or message())


def fail(*_args, **_kwargs):
    raise TypeError("'NoneType' object is not subscriptable")


def test_message_that_no_request_can_be_made_of_was_not_sent(mailing, site, postmark):
    """What fails before the wire makes no delivery unknown."""
    rows.subscribers(site, 2)
    with mock.patch.object(PostmarkPayload, "set_metadata", fail):
        assert work(mailing) == (Mailing.State.SENDING, {"queued": 2})
    assert postmark.bodies == []


def test_message_that_a_hosts_receiver_fails_at_was_not_sent(postmark):
    pre_send.connect(fail)
    try:
        assert sent() == SendResult(Outcome.UNREACHABLE, "TypeError")
    finally:
        pre_send.disconnect(fail)
    assert postmark.bodies == []


def test_message_that_fails_behind_the_wire_is_unknown(postmark):
    with mock.patch.object(Postmark, "parse_recipient_status", fail):
        assert sent() == SendResult(Outcome.BROKEN, "TypeError")
    assert len(postmark.bodies) == 1


def cancel(**_kwargs):
    raise AnymailCancelSend


def test_message_that_the_host_cancels_is_not_sent(postmark):
    pre_send.connect(cancel)
    try:
        assert sent() == SendResult(Outcome.REJECTED, "left out")
    finally:
        pre_send.disconnect(cancel)
    assert postmark.bodies == []


def test_message_that_may_have_failed_silently_is_unknown(postmark):
    postmark.answer = "reset"
    with Transport() as transport:
        transport.backend = compat.mail_connection()
        transport.backend.fail_silently = True
        assert transport.send(message()) == SendResult(Outcome.UNKNOWN, "left out")


class CountingBackend(BaseEmailBackend):
    """A host's own, or a queue, that says what a test gives it."""

    says = None

    def send_messages(self, email_messages):
        return self.says


@pytest.mark.parametrize("says", [None, False, True, 1, [], "task"])
def test_backend_that_does_not_count_has_sent_what_it_took(use_mail_settings, monkeypatch, says):
    use_mail_settings(backends.chosen({"EMAIL_BACKEND": f"{__name__}.CountingBackend"}))
    monkeypatch.setattr(CountingBackend, "says", says)
    assert sent() == ACCEPTED


def test_backend_that_counts_none_may_mean_anything(use_mail_settings, monkeypatch):
    use_mail_settings(backends.chosen({"EMAIL_BACKEND": f"{__name__}.CountingBackend"}))
    monkeypatch.setattr(CountingBackend, "says", 0)
    assert sent() == SendResult(Outcome.UNKNOWN, "left out")


class CountsForItself(Postmark):
    """Sends, and forgets to count."""

    def send_messages(self, email_messages):
        super().send_messages(email_messages)
        return 0


def test_count_of_a_hosts_own_is_not_a_providers(postmark, monkeypatch):
    postmark.answer = ANSWERS["postmark"]["accepted"]
    with Transport() as transport:
        transport.backend = compat.mail_connection()
        transport.backend.__class__ = CountsForItself
        assert transport.send(message()) == SendResult(Outcome.UNKNOWN, "left out")
    assert len(postmark.bodies) == 1


def test_address_that_anymail_cannot_read_is_refused(postmark):
    assert sent(message(to="reader at mail.example")) == SendResult(
        Outcome.REFUSED, "AnymailInvalidAddress"
    )
    assert postmark.bodies == []


@pytest.mark.parametrize("name", ["postmark", "amazon_ses"])
def test_send_through_a_provider_with_an_invalid_certificate_sends_nothing(use_mail_settings, name):
    """A certificate is looked at before anything is sent."""
    with provider_server.serve("https") as provider:
        use_mail_settings(provider_server.settings_for(name, provider.url))
        assert sent().outcome == Outcome.UNREACHABLE
    assert provider.bodies == []
