"""What anymail's providers need to be told and what their answers mean."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from anymail.backends import brevo, resend
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
)
from django.core.exceptions import ImproperlyConfigured

from .verdicts import Result, Verdict

SECONDS = re.compile("[0-9]{1,9}")
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

# Two providers send a message once, however often it is posted under one key, and forget the key
# after 24 hours and 30 minutes. What is left of that is for clocks that differ and slow requests.
# https://resend.com/docs/dashboard/emails/idempotency-keys
# https://developers.brevo.com/docs/heterogenous-versions-batch-emails
SAME_KEY_WINDOWS = {
    resend.EmailBackend: timedelta(hours=23),
    brevo.EmailBackend: timedelta(minutes=25),
}
LONGEST_RETRY_AFTER = timedelta(hours=1)

# Some providers answer 200 and say in the body that they have not taken it.
REFUSALS = {
    "invalid": Verdict.REJECTED,
    "rejected": Verdict.REJECTED,
    "failed": Verdict.DEFERRED,
}


def mark(
    message: Any, connection: Any, delivery_id: int | None = None, is_repeat: bool = False
) -> None:
    """Tell a provider not to track a message, to name our delivery in reports, and to send it once.

    The connection is open. ``is_repeat`` says that the message was posted before under this key and
    may have been accepted; it changes what an answer means, and nothing of what is sent.
    """
    esp_name = getattr(connection, "esp_name", None)
    if esp_name in UNTRACKABLE:
        message.track_opens = False
        message.track_clicks = False
    if esp_name and delivery_id and esp_name not in WITHOUT_METADATA:
        message.metadata = {"delivery_id": str(delivery_id)}
    message.is_repeat = is_repeat
    _put_key(message, connection, _key(message) if delivery_id else None)


def same_key_window(connection: Any) -> timedelta | None:
    """Return for how long after the first attempt this message may be posted again without harm.

    None: the provider knows no keys, so a second post may be a second mail.
    """
    for backend, window in SAME_KEY_WINDOWS.items():
        if isinstance(connection, backend):
            return window
    return None


def _key(message: Any) -> str | None:
    """Return a key that is the same at each attempt, and no other site's: it has our Message-ID."""
    message_id = message.extra_headers.get("Message-ID")
    return message_id and str(uuid.uuid5(uuid.NAMESPACE_URL, f"mid:{message_id.strip('<>')}"))


def _put_key(message: Any, connection: Any, key: str | None) -> None:
    match connection:
        case resend.EmailBackend():
            # A header of the request; what anymail can add goes into its body.
            connection.session.headers["Idempotency-Key"] = key
        case brevo.EmailBackend() if key:
            message.extra_headers["idempotencyKey"] = key


def verdict(error: BaseException | None) -> Verdict | None:
    """Say what an error of anymail means; None when it does not tell what became of the message."""
    match error:
        case AnymailRecipientsRefused():
            return Verdict.REJECTED
        case AnymailRequestsAPIError():
            return _key_verdict(error) or _http_verdict(error)
        case AnymailAPIError():
            # The answer came and could not be read: the message may be on its way.
            return None
        case ImproperlyConfigured() | AnymailError():
            return Verdict.MISCONFIGURED
    return None


def retry_after(error: BaseException | None) -> timedelta | None:
    """Return how long a provider that is busy asks to be left alone, at most an hour."""
    response = getattr(error, "response", None)
    if response is None or response.status_code not in (429, 503):
        return None
    value = response.headers.get("Retry-After", "").strip()
    wait = _seconds(value) if value.isdecimal() else _until(value)
    return wait and min(wait, LONGEST_RETRY_AFTER)


def _seconds(value: str) -> timedelta | None:
    return timedelta(seconds=int(value)) if SECONDS.fullmatch(value) else None


def _until(value: str) -> timedelta | None:
    try:
        time = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    wait = time.replace(tzinfo=time.tzinfo or UTC) - datetime.now(UTC)
    return wait if wait > timedelta(0) else None


def _key_verdict(error: Any) -> Verdict | None:
    """Say what a provider's answer about the key of a message means."""
    match _error_name(error.response):
        case "concurrent_idempotent_requests":
            # Resend is still busy with the attempt before this one; later it can answer.
            return Verdict.DEFERRED
        case "invalid_idempotent_request" | "duplicate_parameter":
            # Resend and Brevo have had this key. After an attempt without an answer, that was it;
            # else nobody says that they keep the key only of what they accept.
            is_repeat = getattr(error.email_message, "is_repeat", False)
            return Verdict.ACCEPTED if is_repeat else Verdict.UNKNOWN
    return None


def _error_name(response: Any) -> str | None:
    try:
        answer = response.json()
    except (AttributeError, ValueError):
        return None
    return (answer.get("name") or answer.get("code")) if isinstance(answer, dict) else None


def _http_verdict(error: Any) -> Verdict | None:
    match error.status_code:
        case 400 | 413 | 422:
            return Verdict.REFUSED
        case 401 | 402 | 403 | 404:
            return Verdict.MISCONFIGURED
        case 429 | 503:
            return Verdict.UNREACHABLE
        case None if _never_connected(error.__cause__):
            return Verdict.UNREACHABLE
    return None


def _never_connected(error: BaseException | None) -> bool:
    # requests says ConnectionError also for an answer that broke off. Only where urllib3 got no
    # connection in the first place does it pass on what urllib3 gave up for (MaxRetryError).
    if type(error) is requests.ConnectionError and error.args:
        return hasattr(error.args[0], "reason")
    return isinstance(error, requests.ConnectTimeout)


def answer(message: Any) -> Result:
    """Read what a provider says of the one recipient; after SMTP there is nothing to read."""
    status = getattr(message, "anymail_status", None)
    for name in getattr(status, "status", None) or ():
        if name in REFUSALS:
            return Result(REFUSALS[name], f"{name} by the provider")
    provider_id = str(getattr(status, "message_id", None) or "")
    return Result(Verdict.ACCEPTED, provider_id=provider_id[:255])
