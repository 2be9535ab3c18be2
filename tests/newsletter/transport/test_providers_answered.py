"""What fails in this process when a provider has already answered."""

import pytest
import requests
from anymail.exceptions import AnymailRecipientsRefused
from anymail.signals import post_send
from django.core.exceptions import ImproperlyConfigured
from django_ses.signals import message_sent

from tests.newsletter import provider_server, rows
from tests.newsletter.provider_answers import ANSWERS
from tests.newsletter.worker_sessions import work
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.transport.backends import Transport
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult
from wagtail_therapy.practice.emails.messages import PracticeEmail


def message(to="reader@mail.example"):
    return PracticeEmail("On endings", "Text", "posts@host.example", [to])


def without_network(**_kwargs):
    requests.post("http://127.0.0.1:1/hook", timeout=1)


def without_setting(**_kwargs):
    raise ImproperlyConfigured("AUDIT_DSN of reader@mail.example")


def with_a_typo(**_kwargs):
    raise AttributeError("reader@mail.example")


def whose_own_mail_is_refused(**_kwargs):
    raise AnymailRecipientsRefused(email_message=message("colleague@host.example"))


@pytest.fixture
def failing(request):
    signal, receiver = request.param
    signal.connect(receiver)
    yield receiver
    signal.disconnect(receiver)


RECEIVERS = [
    (post_send, one)
    for one in (without_network, without_setting, with_a_typo, whose_own_mail_is_refused)
]
ERRORS = [
    "ConnectionError",
    "ImproperlyConfigured",
    "AttributeError",
    "AnymailRecipientsRefused",
]


@pytest.mark.parametrize(
    ("failing", "error"), list(zip(RECEIVERS, ERRORS, strict=True)), indirect=["failing"]
)
def test_post_that_was_accepted_is_not_sent_again_for_a_hosts_receiver(
    mailing, site, use_mail_settings, provider, caplog, failing, error
):
    use_mail_settings(provider_server.settings_for("mailgun", provider.url))
    provider.answer = (200, {"id": "<id-1>", "message": "Queued. Thank you."})
    rows.subscribers(site, 2)

    assert work(mailing) == (Mailing.State.FINISHED, {"sent": 2})
    assert len(provider.bodies) == 2
    assert set(mailing.deliveries.values_list("provider_id", flat=True)) == {"<id-1>"}
    warnings = [line for line in caplog.messages if "behind the answer" in line]
    assert warnings == [f"{error} behind the answer of a provider"] * 2


@pytest.mark.parametrize("failing", RECEIVERS, indirect=True)
def test_post_that_was_rejected_stays_rejected(use_mail_settings, provider, failing):
    use_mail_settings(provider_server.settings_for("mandrill", provider.url))
    to = "reader@mail.example"
    provider.answer = (200, [{"email": to, "status": "rejected", "_id": "id-1"}])
    with Transport() as transport:
        assert transport.send(message(to)).outcome == Outcome.REJECTED


@pytest.mark.parametrize("name", ["django_ses", "django_ses_v2"])
@pytest.mark.parametrize("failing", [(message_sent, with_a_typo)], indirect=True)
@pytest.mark.usefixtures("failing", "fast_amazon_client")
def test_message_that_amazon_has_accepted_is_sent(use_mail_settings, provider, name):
    use_mail_settings(provider_server.settings_for(name, provider.url))
    provider.answer = ANSWERS[name]["accepted"]
    with Transport() as transport:
        assert transport.send(message()).outcome == Outcome.ACCEPTED


def test_answer_to_a_message_says_nothing_of_the_same_message_sent_again(
    use_mail_settings, provider
):
    use_mail_settings(provider_server.settings_for("postmark", provider.url))
    provider.answer = ANSWERS["postmark"]["accepted"]
    mail = message()
    with Transport() as transport:
        assert transport.send(mail).outcome == Outcome.ACCEPTED
        provider.answer = "reset"
        assert transport.send(mail).outcome == Outcome.UNKNOWN


def test_answer_that_names_an_address_anymail_cannot_read_is_unknown(use_mail_settings, provider):
    use_mail_settings(provider_server.settings_for("postmark", provider.url))
    answer = {"ErrorCode": 0, "Message": "OK", "MessageID": "id-1", "To": "reader at mail.example"}
    provider.answer = (200, answer)
    with Transport() as transport:
        assert transport.send(message()) == SendResult(Outcome.UNKNOWN, "AnymailInvalidAddress")
