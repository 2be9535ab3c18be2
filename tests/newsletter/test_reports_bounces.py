"""Which bounces are for good, in the words of each provider and as anymail reads them."""

import pytest
from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
from anymail.webhooks.mailjet import MailjetTrackingWebhookView
from anymail.webhooks.mandrill import MandrillCombinedWebhookView
from anymail.webhooks.sendgrid import SendGridTrackingWebhookView
from anymail.webhooks.sparkpost import SparkPostTrackingWebhookView
from anymail.webhooks.unisender_go import UnisenderGoTrackingWebhookView

from wagtail_therapy.newsletter import reports

ADDRESS = "reader@mail.example"


def read(view, *payload, method="esp_to_anymail_event"):
    """Let anymail read a payload whose signature was found to be right."""
    found = getattr(object.__new__(view), method)(*payload)
    [event] = found if isinstance(found, list) else [found]
    report = reports.read(event, view.esp_name)
    return report and report.kind


@pytest.mark.parametrize(
    ("kind", "bounce_type", "subtype"),
    [
        ("bounced", "Permanent", "General"),
        ("bounced", "Permanent", "OnAccountSuppressionList"),
        ("soft_bounced", "Transient", "MailboxFull"),
        ("soft_bounced", "Undetermined", "Undetermined"),
    ],
)
def test_amazon_ses(kind, bounce_type, subtype):
    recipients = [{"emailAddress": ADDRESS}]
    bounce = {
        "bounceType": bounce_type,
        "bounceSubType": subtype,
        "bouncedRecipients": recipients,
    }
    payload = {"eventType": "Bounce", "bounce": bounce, "mail": {"messageId": "1"}}
    found = read(AmazonSESTrackingWebhookView, payload, {}, method="esp_to_anymail_events")
    assert found == kind


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("bounced", {"event": "bounce", "type": "bounce", "status": "5.1.1"}),
        ("soft_bounced", {"event": "bounce", "type": "blocked", "status": "5.7.1"}),
        ("bounced", {"event": "dropped", "reason": "Bounced Address"}),
        ("bounced", {"event": "dropped", "reason": "Invalid"}),
        ("rejected", {"event": "dropped", "reason": "Unsubscribed Address"}),
        ("deferred", {"event": "deferred", "response": "451"}),
        (None, {"event": "open", "useragent": "Browser", "ip": "203.0.113.7"}),
    ],
)
def test_sendgrid(kind, payload):
    assert read(SendGridTrackingWebhookView, payload | {"email": ADDRESS}) == kind


@pytest.mark.parametrize(
    ("kind", "bounce_class"),
    [
        ("bounced", "10"),
        ("bounced", "30"),
        ("soft_bounced", "22"),
        ("soft_bounced", "51"),
        (None, "60"),
        ("unsubscribed", "90"),
    ],
)
def test_sparkpost(kind, bounce_class):
    event = {"type": "bounce", "bounce_class": bounce_class, "raw_rcpt_to": ADDRESS}
    raw = {"msys": {"message_event": event}}
    view = SparkPostTrackingWebhookView
    assert read(view, "message_event", event, raw) == kind


@pytest.mark.parametrize(
    ("kind", "event"), [("bounced", "hard_bounce"), ("soft_bounced", "soft_bounce")]
)
def test_mandrill(kind, event):
    payload = {"event": event, "msg": {"email": ADDRESS}, "ts": 1}
    assert read(MandrillCombinedWebhookView, payload) == kind


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("bounced", {"event": "bounce", "error": "user unknown", "hard_bounce": True}),
        ("soft_bounced", {"event": "bounce", "error": "quota exceeded", "hard_bounce": False}),
        ("deferred", {"event": "bounce", "error": "greylisted", "hard_bounce": False}),
        ("delivered", {"event": "sent"}),
    ],
)
def test_mailjet(kind, payload):
    assert read(MailjetTrackingWebhookView, payload | {"email": ADDRESS}) == kind


@pytest.mark.parametrize(
    ("kind", "status", "reason"),
    [
        ("bounced", "hard_bounced", "err_user_unknown"),
        ("soft_bounced", "hard_bounced", "err_mailbox_full"),
        ("deferred", "soft_bounced", "err_will_retry"),
    ],
)
def test_unisender_go(kind, status, reason):
    payload = {"status": status, "email": ADDRESS, "delivery_info": {"delivery_status": reason}}
    assert read(UnisenderGoTrackingWebhookView, payload) == kind
