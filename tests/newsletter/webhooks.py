"""What mail providers post to a webhook, with the signatures that they put to it."""

import base64
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime

SECRET = "events:a long secret"
# What anymail's webhooks ask for before they believe a provider.
SETTINGS = {
    "WEBHOOK_SECRET": SECRET,
    "MAILGUN_API_KEY": "mailgun-key",
    "MAILERSEND_SIGNING_SECRET": "mailersend-key",
}
NOW = int(time.time())
NOW_ISO = datetime.fromtimestamp(NOW, tz=UTC).isoformat()


def post(client, provider, payload, secret=SECRET, **headers):
    """Post a payload as a provider does that knows the secret in the webhook's URL."""
    login = base64.b64encode(secret.encode()).decode()
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return client.post(
        f"/anymail/{provider}/tracking/",
        body,
        content_type="application/json",
        headers={"Authorization": f"Basic {login}", **headers},
    )


def mailgun(delivery_id, event, recipient, token="token-1", key="mailgun-key", **data):
    timestamp = str(NOW)
    signed = hmac.new(key.encode(), f"{timestamp}{token}".encode(), hashlib.sha256)
    return {
        "signature": {"timestamp": timestamp, "token": token, "signature": signed.hexdigest()},
        "event-data": {
            "event": event,
            "id": "Ase7i2zsRYeDXztHGENqRA",
            "timestamp": NOW + 0.5,
            "recipient": recipient,
            "message": {"headers": {"message-id": "20260921.1@host.example", "to": recipient}},
            "user-variables": {"delivery_id": str(delivery_id)},
            "client-info": {"user-agent": "Browser", "client-os": "Linux"},
            "geolocation": {"country": "GB", "city": "Harrow Bay"},
            "ip": "203.0.113.7",
            **data,
        },
    }


def postmark(delivery_id, record_type, recipient, **data):
    return {
        "RecordType": record_type,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "MessageStream": "broadcast",
        "Email": recipient,
        "Recipient": recipient,
        "Metadata": {"delivery_id": str(delivery_id)},
        "DeliveredAt": NOW_ISO,
        **data,
    }


def brevo(delivery_id, event, recipient, **data):
    return {
        "event": event,
        "email": recipient,
        "id": 26224,
        "date": "2026-09-21 16:13:20",
        "ts_epoch": NOW * 1000,
        "message-id": "<202609211413.1@smtp-relay.mailin.fr>",
        "X-Mailin-custom": json.dumps({"delivery_id": str(delivery_id)}),
        "sending_ip": "203.0.113.7",
        **data,
    }


def resend(delivery_id, event, recipient, **data):
    metadata = json.dumps({"delivery_id": str(delivery_id)})
    return {
        "type": f"email.{event}",
        "created_at": NOW_ISO,
        "data": {
            "email_id": "56761188-7520-42d8-8898-ff6fc54ce618",
            "to": [recipient],
            "headers": [{"name": "X-Metadata", "value": metadata}],
            **data,
        },
    }


def mailersend(message_id, event, recipient):
    """Return a payload and its signature; MailerSend names a message by its own id only."""
    recipient = {"object": "recipient", "id": "r", "email": recipient}
    message = {"object": "message", "id": message_id}
    activity = {
        "object": "activity",
        "id": "62f114f8165fe0d8db0288e5",
        "type": event,
        "created_at": NOW_ISO,
        "email": {"object": "email", "message": message, "recipient": recipient, "tags": None},
        "morph": None,
    }
    body = json.dumps({"type": f"activity.{event}", "data": activity}).encode()
    return body, hmac.new(b"mailersend-key", body, hashlib.sha256).hexdigest()
