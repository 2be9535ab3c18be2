"""Hands one message to the host's mail backend and says in our words what became of it."""

import contextlib
import smtplib
from dataclasses import dataclass
from enum import Enum, auto

import requests
from anymail.exceptions import AnymailError, AnymailRecipientsRefused, AnymailRequestsAPIError
from django.core.exceptions import ImproperlyConfigured

from wagtail_therapy import compat

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
WITHOUT_METADATA = {"Postal"}


class Verdict(Enum):
    ACCEPTED = auto()
    # This recipient will never be accepted.
    REJECTED = auto()
    # This recipient was not accepted now; another time may do.
    DEFERRED = auto()
    # The server took nothing from us; the same will happen to the next recipient.
    UNREACHABLE = auto()
    # The server refuses the sender: nothing helps but a person.
    MISCONFIGURED = auto()
    # The message may or may not have been accepted.
    UNKNOWN = auto()


@dataclass(frozen=True)
class Result:
    """What became of one message. The reason is a class and a code, never words of a server."""

    verdict: Verdict
    reason: str = ""
    provider_id: str = ""

    @property
    def is_settled(self) -> bool:
        return self.verdict in (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.UNKNOWN)


class Transport:
    """One connection to the mail server, kept for many messages. Use it as a context manager."""

    def __init__(self):
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def send(self, message) -> Result:
        """Send one message; never raises for what a mail server does."""
        try:
            self._open()
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            self.close()
            return _result(error, otherwise=Verdict.UNREACHABLE)
        try:
            self.connection.send_messages([message])
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            # The session's state is unknown: after a 421 smtplib has closed it silently.
            self.close()
            return _result(error, otherwise=Verdict.UNKNOWN)
        return Result(Verdict.ACCEPTED, provider_id=_provider_id(message))

    def prepare(self, message, delivery_id=None):
        """Ask a provider not to track, and to name our delivery in what it reports."""
        esp_name = getattr(self._connection(), "esp_name", None)
        if esp_name in UNTRACKABLE:
            message.track_opens = False
            message.track_clicks = False
        if esp_name and delivery_id and esp_name not in WITHOUT_METADATA:
            message.metadata = {"delivery_id": str(delivery_id)}

    def close(self):
        if self.connection is None:
            return
        # QUIT may fail on a session that is dead already.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self.connection.close()
        self.connection = None

    def _connection(self):
        if self.connection is None:
            self.connection = compat.mail_connection()
        return self.connection

    def _open(self):
        self._connection().open()


def _result(error, otherwise: Verdict) -> Result:
    verdict = _smtp_verdict(error) or _provider_verdict(error) or otherwise
    code = getattr(error, "smtp_code", None) or getattr(error, "status_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = _refusal_code(error)
    name = type(error).__name__
    return Result(verdict, f"{name} {code}" if code else name)


def _smtp_verdict(error) -> Verdict | None:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return Verdict.REJECTED if _refusal_code(error) >= 500 else Verdict.DEFERRED
        case smtplib.SMTPSenderRefused() | smtplib.SMTPAuthenticationError():
            is_final = error.smtp_code >= 500
            return Verdict.MISCONFIGURED if is_final else Verdict.UNREACHABLE
        case smtplib.SMTPDataError():
            # Either DATA was refused or the whole message was, with an answer: it was not accepted.
            return Verdict.REJECTED if error.smtp_code >= 500 else Verdict.DEFERRED
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return Verdict.UNREACHABLE
    return None


def _refusal_code(error) -> int:
    return next(code for code, _answer in error.recipients.values())


def _provider_verdict(error) -> Verdict | None:
    match error:
        case AnymailRecipientsRefused():
            return Verdict.REJECTED
        case AnymailRequestsAPIError():
            return _http_verdict(error)
        case ImproperlyConfigured() | AnymailError():
            return Verdict.MISCONFIGURED
    return None


def _http_verdict(error) -> Verdict | None:
    match error.status_code:
        case 400 | 422:
            return Verdict.REJECTED
        case 401 | 402 | 403:
            return Verdict.MISCONFIGURED
        case 429 | 503:
            return Verdict.UNREACHABLE
        case None if isinstance(error.__cause__, requests.ConnectTimeout):
            return Verdict.UNREACHABLE
    return None


def _provider_id(message) -> str:
    status = getattr(message, "anymail_status", None)
    return str(getattr(status, "message_id", None) or "")[:255]
