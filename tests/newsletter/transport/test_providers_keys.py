"""Keys under which Resend and Brevo send a message once, and how long a provider wants peace."""

import json
import uuid
from datetime import timedelta

import pytest
from anymail.backends.brevo import EmailBackend as Brevo
from anymail.backends.postmark import EmailBackend as Postmark
from anymail.backends.resend import EmailBackend as Resend

from tests.newsletter import provider_server, rows
from wagtail_therapy import compat
from wagtail_therapy.newsletter.composing.messages import MailingMessages
from wagtail_therapy.newsletter.sending import preparation
from wagtail_therapy.newsletter.transport import providers

ACCEPTED = (200, {"id": "id-1", "messageId": "id-1", "success": True, "message_ids": ["id-1"]})


class HostsOwnResend(Resend):
    """As a host may have it."""


@pytest.fixture
def provider():
    with provider_server.serve() as provider:
        provider.answer = ACCEPTED
        yield provider


@pytest.fixture
def deliveries(mailing, site):
    """The deliveries of a mailing to two readers."""
    rows.subscribers(site, 2)
    preparation.prepare(mailing)
    return list(mailing.deliveries.select_related("subscriber"))


@pytest.fixture
def post(use_mail_settings, provider):
    """Return a function that posts deliveries as workers would that were killed in between.

    It returns the body and the key of each post.
    """

    def post(name, deliveries):
        use_mail_settings(provider_server.settings_for(name, provider.url))
        for delivery in deliveries:
            message = MailingMessages(delivery.mailing).for_delivery(delivery).message
            with compat.mail_connection() as connection:
                providers.prepare_message(message, connection, delivery.pk)
                connection.send_messages([message])
        return list(zip(provider.bodies, map(key, provider.bodies, provider.headers), strict=True))

    return post


def key(body, headers):
    in_body = json.loads(body).get("headers", {})
    return headers.get("Idempotency-Key") or in_body.get("idempotencyKey")


@pytest.mark.parametrize("name", ["resend", "brevo"])
def test_message_is_posted_again_word_for_word_under_the_same_key(deliveries, post, name):
    first, other, again = post(name, [*deliveries, deliveries[0]])
    assert again == first
    assert other[1] != first[1]
    # Brevo wants it to be one.
    assert str(uuid.UUID(first[1])) == first[1]


def test_key_is_no_other_sites(deliveries, post):
    [mine] = post("resend", deliveries[:1])
    delivery = deliveries[0]
    delivery.mailing.uuid = uuid.uuid4()
    [_mine, copy] = post("resend", [delivery])
    assert copy[1] != mine[1]


def test_key_is_only_for_providers_that_know_it(deliveries, post):
    [(body, found)] = post("mailtrap", deliveries[:1])
    assert (found, b"dempotency" in body) == (None, False)


def test_key_does_not_stick_to_the_next_message(use_mail_settings, provider, deliveries):
    use_mail_settings(provider_server.settings_for("resend", provider.url))
    messages = MailingMessages(deliveries[0].mailing)
    with compat.mail_connection() as connection:
        for delivery_id in (deliveries[0].pk, None):
            message = messages.for_delivery(deliveries[0]).message
            providers.prepare_message(message, connection, delivery_id)
            connection.send_messages([message])
    assert [
        bool(key(*posted)) for posted in zip(provider.bodies, provider.headers, strict=True)
    ] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("backend", "window"),
    [
        (Resend, timedelta(hours=23)),
        (HostsOwnResend, timedelta(hours=23)),
        (Brevo, timedelta(minutes=25)),
        (Postmark, None),
        (object, None),
    ],
)
def test_same_key_window(backend, window):
    assert providers.idempotency_window(object.__new__(backend)) == window
