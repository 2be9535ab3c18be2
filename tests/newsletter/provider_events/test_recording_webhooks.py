"""Reports of providers, from their post to a webhook of anymail to the rows."""

import pytest

from tests.newsletter import provider_reports, webhooks
from wagtail_therapy.newsletter import email_addresses
from wagtail_therapy.newsletter.models import Delivery, ProviderEvent, Subscriber

ADDRESS = provider_reports.ADDRESS
Status = Subscriber.Status


@pytest.fixture(autouse=True)
def secrets(settings):
    settings.ANYMAIL = webhooks.SETTINGS


def events():
    return list(ProviderEvent.objects.order_by("pk").values_list("provider", "event_type"))


def untouched(delivery, reader):
    result = (provider_reports.outcome(delivery), provider_reports.status(reader), events())
    return result == (("unknown", ""), (Status.ACTIVE, 0), [])


def test_mailgun_delivered(client, delivery, reader):
    response = webhooks.post(client, "mailgun", webhooks.mailgun(delivery.pk, "delivered", ADDRESS))
    assert response.status_code == 200
    assert (provider_reports.outcome(delivery), events()) == (
        ("sent", ""),
        [("Mailgun", "delivered")],
    )


def test_mailgun_with_a_forged_signature(client, delivery, reader):
    payload = webhooks.mailgun(delivery.pk, "complained", ADDRESS, key="guessed")
    assert webhooks.post(client, "mailgun", payload).status_code == 400
    assert untouched(delivery, reader)


def test_mailgun_repeats_itself(client, delivery, reader):
    payload = webhooks.mailgun(delivery.pk, "complained", ADDRESS)
    answers = [webhooks.post(client, "mailgun", payload).status_code for _ in range(3)]
    assert (answers, events()) == ([200] * 3, [("Mailgun", "complained")])
    assert provider_reports.status(reader) == (Status.SUPPRESSED, 0)


@pytest.mark.parametrize(
    ("data", "kind", "result"),
    [
        ({"severity": "permanent", "reason": "bounce"}, "gone", (Status.SUPPRESSED, 0)),
        (
            {"severity": "permanent", "reason": "suppress-bounce"},
            "gone",
            (Status.SUPPRESSED, 0),
        ),
        ({"severity": "permanent", "reason": "old"}, "returned", (Status.ACTIVE, 1)),
        # Blocked for what we are.
        ({"severity": "permanent", "reason": "espblock"}, "blocked", (Status.ACTIVE, 0)),
        # Mailgun does not try again: the reader has unsubscribed there.
        (
            {"severity": "permanent", "reason": "suppress-complaint"},
            "complained",
            (Status.SUPPRESSED, 0),
        ),
        (
            {"severity": "permanent", "reason": "suppress-unsubscribe"},
            "unsubscribed",
            (Status.UNSUBSCRIBED, 0),
        ),
        ({"severity": "temporary", "reason": "generic"}, "deferred", (Status.ACTIVE, 1)),
    ],
)
def test_mailgun_failures(client, delivery, reader, data, kind, result):
    payload = webhooks.mailgun(delivery.pk, "failed", ADDRESS, **data)
    webhooks.post(client, "mailgun", payload)
    assert (events(), provider_reports.status(reader)) == ([("Mailgun", kind)], result)


@pytest.mark.parametrize("event", ["opened", "clicked"])
def test_mailgun_open_and_click_events_are_ignored(client, delivery, reader, event):
    payload = webhooks.mailgun(delivery.pk, event, ADDRESS, url="https://host.example/")
    assert webhooks.post(client, "mailgun", payload).status_code == 200
    assert untouched(delivery, reader)


@pytest.mark.parametrize("gone", ["delivery", "reader", "mailing"])
def test_mailgun_bounce_of_a_deleted_row_still_suppresses_the_address(
    client, delivery, reader, gone
):
    payload = webhooks.mailgun(
        delivery.pk, "failed", ADDRESS, severity="permanent", reason="bounce"
    )
    {"delivery": delivery, "reader": reader, "mailing": delivery.mailing}[gone].delete()
    assert webhooks.post(client, "mailgun", payload).status_code == 200
    assert provider_reports.suppressions() == [(email_addresses.address_hash(ADDRESS), "bounced")]


POSTMARK = {
    "HardBounce": ("Bounce", "gone", (Status.SUPPRESSED, 0)),
    "BadEmailAddress": ("Bounce", "gone", (Status.SUPPRESSED, 0)),
    "SoftBounce": ("Bounce", "returned", (Status.ACTIVE, 1)),
    "Transient": ("Bounce", "deferred", (Status.ACTIVE, 1)),
    "Blocked": ("Bounce", "blocked", (Status.ACTIVE, 0)),
    "SpamComplaint": ("SpamComplaint", "complained", (Status.SUPPRESSED, 0)),
}


@pytest.mark.parametrize("bounce", POSTMARK)
def test_postmark_bounces(client, delivery, reader, bounce):
    record_type, kind, result = POSTMARK[bounce]
    payload = webhooks.postmark(delivery.pk, record_type, ADDRESS, ID=42, Type=bounce)
    assert webhooks.post(client, "postmark", payload).status_code == 200
    assert (events(), provider_reports.status(reader)) == ([("Postmark", kind)], result)


@pytest.mark.parametrize(
    ("reason", "kind", "status"),
    [
        ("ManualSuppression", "unsubscribed", Status.UNSUBSCRIBED),
        ("HardBounce", "gone", Status.SUPPRESSED),
    ],
)
def test_postmark_suppression_stops_email_to_the_reader(
    client, delivery, reader, reason, kind, status
):
    data = {"SuppressSending": True, "SuppressionReason": reason}
    payload = webhooks.postmark(delivery.pk, "SubscriptionChange", ADDRESS, **data)
    webhooks.post(client, "postmark", payload)
    assert (events(), provider_reports.status(reader)) == ([("Postmark", kind)], (status, 0))


@pytest.mark.parametrize("secret", ["", "events:wrong", "wrong:a long secret"])
@pytest.mark.parametrize("name", ["postmark", "brevo", "resend"])
def test_providers_without_the_secret_are_refused(client, delivery, reader, name, secret):
    payload = {
        "postmark": webhooks.postmark(delivery.pk, "SpamComplaint", ADDRESS),
        "brevo": webhooks.brevo(delivery.pk, "spam", ADDRESS),
        "resend": webhooks.resend(delivery.pk, "complained", ADDRESS),
    }
    assert webhooks.post(client, name, payload[name], secret).status_code == 400
    assert untouched(delivery, reader)


@pytest.mark.parametrize(
    ("event", "kind", "result"),
    [
        ("request", "accepted", (Status.ACTIVE, 0)),
        ("delivered", "delivered", (Status.ACTIVE, 0)),
        ("hard_bounce", "gone", (Status.SUPPRESSED, 0)),
        ("invalid_email", "gone", (Status.SUPPRESSED, 0)),
        ("soft_bounce", "returned", (Status.ACTIVE, 1)),
        ("blocked", "blocked", (Status.ACTIVE, 0)),
        ("spam", "complained", (Status.SUPPRESSED, 0)),
        ("unsubscribe", "unsubscribed", (Status.UNSUBSCRIBED, 0)),
        ("error", "failed", (Status.ACTIVE, 0)),
    ],
)
def test_brevo_events(client, delivery, reader, event, kind, result):
    payload = webhooks.brevo(delivery.pk, event, ADDRESS)
    answers = [webhooks.post(client, "brevo", payload).status_code for _ in range(2)]
    # It gives no ids, so what it repeats is kept twice, and counts once.
    assert (answers, events()) == ([200] * 2, [("Brevo", kind)] * 2)
    assert provider_reports.status(reader) == result


@pytest.mark.parametrize(
    ("bounce", "kind", "result"),
    [
        ({"type": "Permanent", "subType": "General"}, "gone", (Status.SUPPRESSED, 0)),
        ({"type": "Transient", "subType": "MailboxFull"}, "full", (Status.ACTIVE, 1)),
        ({"type": "Undetermined", "subType": "Undetermined"}, "returned", (Status.ACTIVE, 1)),
        ({}, "returned", (Status.ACTIVE, 1)),
    ],
)
def test_resend_bounces(client, delivery, reader, bounce, kind, result):
    bounce = {"message": "The recipient's email provider sent a bounce message.", **bounce}
    payload = webhooks.resend(delivery.pk, "bounced", ADDRESS, bounce=bounce)
    for _ in range(2):
        answer = webhooks.post(client, "resend", payload, **{"svix-id": "msg_1"})
        assert answer.status_code == 200
    assert (events(), provider_reports.status(reader)) == ([("Resend", kind)], result)


def test_mailersend_names_a_message_by_its_own_id(client, delivery, reader):
    Delivery.objects.update(provider_id="62fb66bef54a112e920b5493", state=Delivery.State.SENT)
    body, signature = webhooks.mailersend("62fb66bef54a112e920b5493", "hard_bounced", ADDRESS)
    forged = webhooks.post(client, "mailersend", body, Signature="0" * 64)
    real = webhooks.post(client, "mailersend", body, Signature=signature)
    assert (forged.status_code, real.status_code) == (400, 200)
    assert (events(), provider_reports.status(reader)) == (
        [("MailerSend", "gone")],
        (Status.SUPPRESSED, 0),
    )
