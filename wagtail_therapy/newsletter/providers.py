"""What anymail's providers need to be told and what their answers mean."""

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
)
from django.core.exceptions import ImproperlyConfigured

from .verdicts import Result, Verdict

# Providers whose tracking can be turned off for each message (django-anymail 15). With the others
# it is a switch in their own console, and naming it in a message is an error.
UNTRACKABLE = {
    "Mailgun",
    "MailerSend",
    "Mailjet",
    "Mandrill",
    "Postmark",
    "SendGrid",
    "SparkPost",
    "Test",
    "Unisender Go",
}
WITHOUT_METADATA = {"MailerSend", "Postal"}

# Some providers answer 200 and say in the body that they have not taken it.
REFUSALS = {
    "invalid": Verdict.REJECTED,
    "rejected": Verdict.REJECTED,
    "failed": Verdict.DEFERRED,
}


def mark(message, connection, delivery_id=None):
    """Ask a provider not to track a message, and to name our delivery in what it reports."""
    esp_name = getattr(connection, "esp_name", None)
    if esp_name in UNTRACKABLE:
        message.track_opens = False
        message.track_clicks = False
    if esp_name and delivery_id and esp_name not in WITHOUT_METADATA:
        message.metadata = {"delivery_id": str(delivery_id)}


def verdict(error) -> Verdict | None:
    """Say what an error of anymail means; None when it does not tell what became of the message."""
    match error:
        case AnymailRecipientsRefused():
            return Verdict.REJECTED
        case AnymailRequestsAPIError():
            return _http_verdict(error)
        case AnymailAPIError():
            # The answer came and could not be read: the message may be on its way.
            return None
        case ImproperlyConfigured() | AnymailError():
            return Verdict.MISCONFIGURED
    return None


def _http_verdict(error) -> Verdict | None:
    match error.status_code:
        case 400 | 422:
            return Verdict.REFUSED
        case 401 | 402 | 403:
            return Verdict.MISCONFIGURED
        case 429 | 503:
            return Verdict.UNREACHABLE
        case None if _never_connected(error.__cause__):
            return Verdict.UNREACHABLE
    return None


def _never_connected(error) -> bool:
    # requests says ConnectionError also for an answer that broke off. Only where urllib3 got no
    # connection in the first place does it pass on what urllib3 gave up for (MaxRetryError).
    if type(error) is requests.ConnectionError and error.args:
        return hasattr(error.args[0], "reason")
    return isinstance(error, requests.ConnectTimeout)


def answer(message) -> Result:
    """Read what a provider says of the one recipient; after SMTP there is nothing to read."""
    status = getattr(message, "anymail_status", None)
    for name in getattr(status, "status", None) or ():
        if name in REFUSALS:
            return Result(REFUSALS[name], f"{name} by the provider")
    provider_id = str(getattr(status, "message_id", None) or "")
    return Result(Verdict.ACCEPTED, provider_id=provider_id[:255])
