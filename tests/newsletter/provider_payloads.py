"""What each provider posts to its webhook, in its own shape, with the signature it puts to it.

The shapes are those of anymail's tests and of the providers' documentation.
"""

import base64
import copy
import hashlib
import hmac
import json
from functools import cache

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.newsletter import webhooks
from tests.newsletter.webhooks import NOW, NOW_ISO

ADDRESS = "reader@mail.example"
METADATA = {"delivery_id": "0"}

SES = {
    "mail": {
        "timestamp": NOW_ISO,
        "source": "posts@host.example",
        "messageId": "00000138111222aa-33322211",
        "destination": [ADDRESS],
        "headers": [{"name": "X-Metadata", "value": json.dumps(METADATA)}],
    },
    "bounce": {
        "bounceType": "",
        "bounceSubType": "",
        "bouncedRecipients": [{"emailAddress": ADDRESS, "action": "failed"}],
    },
    "complaint": {"complainedRecipients": [{"emailAddress": ADDRESS}]},
    "delivery": {"recipients": [ADDRESS], "smtpResponse": "250 ok"},
    "reject": {"reason": "Bad content"},
    "failure": {"errorMessage": "Attribute 'name' is not present"},
}
MANDRILL = {
    "_id": "abcdef012345789abcdef012345789",
    "ts": NOW,
    "msg": {"ts": NOW, "email": ADDRESS, "metadata": METADATA, "_id": "abcdef012345789"},
}
POSTAL_MESSAGE = {"id": 233843, "direction": "outgoing", "to": f"Reader <{ADDRESS}>", "tag": None}

PAYLOADS = {
    "Amazon SES": SES,
    "Brevo": webhooks.brevo(0, "", ADDRESS),
    "MailerSend": json.loads(webhooks.mailersend("62fb66bef54a112e920b5493", "", ADDRESS)[0]),
    "Mailgun": webhooks.mailgun(0, "", ADDRESS),
    "Mailjet": {
        "time": NOW,
        "MessageID": 12345678901234567,
        "email": ADDRESS,
        "customcampaign": "",
        "Payload": json.dumps(METADATA),
    },
    "Mailtrap": {
        "timestamp": NOW,
        "message_id": "1df37d17-0286-4d8b-8edf-bc4ec5be86e6",
        "email": ADDRESS,
        "event_id": "bede7236-2284-43d6-a953-1fdcafd0fdbc",
        "custom_variables": METADATA,
    },
    "Mandrill": MANDRILL,
    "Postal": {
        "timestamp": NOW,
        "uuid": "0fcc831f-92b9-4e2b-97f2-d873abc77fab",
        "payload": {"message": POSTAL_MESSAGE, "details": "details", "output": "server output"},
    },
    "Postmark": webhooks.postmark(0, "", ADDRESS),
    "Resend": webhooks.resend(0, "", ADDRESS, bounce={"message": "a bounce message"}),
    "SendGrid": {
        "email": ADDRESS,
        "timestamp": NOW,
        "smtp-id": "<14c5d75ce93.dfd.64b469@ismtpd-555>",
        "sg_event_id": "ZyjAM5rnQmuI1KFInHQ3Nw",
        **METADATA,
    },
    "SparkPost": {
        "msys": {
            "message_event": {
                "event_id": "92356927693813856",
                "raw_rcpt_to": ADDRESS,
                "rcpt_meta": METADATA,
                "timestamp": str(NOW),
                "transmission_id": "65832150921904138",
            }
        }
    },
    "Unisender Go": {
        "event_name": "transactional_email_status",
        "job_id": "1sn15Z-0007Le-GtVN",
        "email": ADDRESS,
        "metadata": METADATA,
        "event_time": "2026-09-07 19:27:17",
    },
}

SETTINGS = webhooks.SETTINGS | {
    "MANDRILL_WEBHOOK_KEY": "mandrill-key",
    "MANDRILL_WEBHOOK_URL": "http://testserver/anymail/mandrill/",
    "UNISENDER_GO_API_KEY": "unisender-key",
}


def settings():
    return SETTINGS | {"POSTAL_WEBHOOK_KEY": postal_public_key()}


def payload(provider, fields):
    """Return a provider's payload with these values at these paths."""
    made = copy.deepcopy(PAYLOADS[provider])
    for field, value in fields.items():
        put(made, field.split("|")[0].split("."), value)
    return made


def put(into, path, value):
    """Put a value where a path leads. A star is the only key there is."""
    name, *rest = path
    name = next(iter(into)) if name == "*" else int(name) if isinstance(into, list) else name
    if rest:
        into[name] = into.get(name) or {} if isinstance(into, dict) else into[name]
        put(into[name], rest, value)
    else:
        into[name] = {"true": True, "false": False}.get(value, value)


def post(client, provider, made):
    """Post a payload as its provider does."""
    name = provider.lower().replace(" ", "_")
    return POSTS.get(provider, webhooks.post)(client, name, made)


def amazon_ses(client, name, made):
    message_id = "19ba9823-d7f2-53c1-860e-cb10e0d13dfc"
    message = {
        "Type": "Notification",
        "MessageId": message_id,
        "TopicArn": "arn:aws:sns:us-east-1:1234567890:SES_Events",
        "Message": f"{json.dumps(made)}\n",
        "Timestamp": NOW_ISO,
    }
    headers = {"x-amz-sns-message-type": "Notification", "x-amz-sns-message-id": message_id}
    return webhooks.post(client, name, message, **headers)


def mailersend(client, name, made):
    body = json.dumps(made).encode()
    signature = hmac.new(b"mailersend-key", body, hashlib.sha256).hexdigest()
    return webhooks.post(client, name, body, Signature=signature)


def mailtrap(client, name, made):
    return webhooks.post(client, name, {"events": [made]})


def one_of_many(client, name, made):
    return webhooks.post(client, name, [made])


def mandrill(client, name, made):
    events = json.dumps([made])
    signed = f"{SETTINGS['MANDRILL_WEBHOOK_URL']}mandrill_events{events}".encode()
    signature = hmac.new(b"mandrill-key", signed, hashlib.sha1).digest()
    login = base64.b64encode(webhooks.SECRET.encode()).decode()
    return client.post(
        "/anymail/mandrill/",
        {"mandrill_events": events},
        headers={
            "X-Mandrill-Signature": base64.b64encode(signature).decode(),
            "Authorization": f"Basic {login}",
        },
    )


def postal(client, name, made):
    body = json.dumps(made).encode()
    signature = postal_key().sign(body, padding.PKCS1v15(), hashes.SHA1())
    signed = {"X-Postal-Signature": base64.b64encode(signature).decode()}
    return webhooks.post(client, name, body, **signed)


@cache
def postal_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def postal_public_key():
    encoding, kind = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    pem = postal_key().public_key().public_bytes(encoding, kind).decode()
    return "".join(pem.splitlines()[1:-1])


def unisender_go(client, name, made):
    unsigned = json.dumps(made | {"auth": "unisender-key"})
    signature = hashlib.md5(unsigned.encode()).hexdigest()
    return webhooks.post(client, name, unsigned.replace("unisender-key", signature).encode())


POSTS = {
    "Amazon SES": amazon_ses,
    "MailerSend": mailersend,
    "Mailjet": one_of_many,
    "Mailtrap": mailtrap,
    "Mandrill": mandrill,
    "Postal": postal,
    "SendGrid": one_of_many,
    "SparkPost": one_of_many,
    "Unisender Go": unisender_go,
}
