"""Hands one message to the host's mail backend and says in our words what became of it."""

import contextlib
import re
import smtplib
from dataclasses import dataclass
from enum import Enum, auto

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
)
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
WITHOUT_METADATA = {"MailerSend", "Postal"}


class Verdict(Enum):
    ACCEPTED = auto()
    # This recipient will never be accepted.
    REJECTED = auto()
    # This message was refused; for its content or its sender, which the next one has too.
    REFUSED = auto()
    # This recipient was not accepted now; another time may do.
    DEFERRED = auto()
    # The server took nothing from us; the same will happen to the next recipient.
    UNREACHABLE = auto()
    # The server refuses the sender: nothing helps but a person.
    MISCONFIGURED = auto()
    # The message may or may not have been accepted.
    UNKNOWN = auto()
    # A fault of the program, not of the wire; whether it came before or after nobody can say.
    BROKEN = auto()


PROGRAM_FAULTS = (AttributeError, LookupError, TypeError, ValueError)

# Some providers answer 200 and say in the body that they have not taken it.
REFUSALS = {
    "invalid": Verdict.REJECTED,
    "rejected": Verdict.REJECTED,
    "failed": Verdict.DEFERRED,
}


@dataclass(frozen=True)
class Result:
    """What became of one message. The reason is a class and a code, never words of a server."""

    verdict: Verdict
    reason: str = ""
    provider_id: str = ""


class Transport:
    """One connection to the mail server, kept for many messages. Use it as a context manager."""

    def __init__(self):
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def send(self, message, delivery_id=None) -> Result:
        """Send one message; never raises for what settings or a mail server do.

        A provider is asked not to track it, and to name our delivery in what it reports.
        """
        try:
            self._open()
            self._mark(message, delivery_id)
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            self.close()
            return _result(error, otherwise=Verdict.UNREACHABLE)
        try:
            self.connection.send_messages([message])
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            # The session's state is unknown: after a 421 smtplib has closed it silently.
            self.close()
            return _result(error, otherwise=Verdict.UNKNOWN)
        return _answer(message)

    def close(self):
        if self.connection is None:
            return
        # QUIT may fail on a session that is dead already.
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self.connection.close()
        self.connection = None

    def _open(self):
        if self.connection is None:
            self.connection = compat.mail_connection()
        self.connection.open()

    def _mark(self, message, delivery_id):
        esp_name = getattr(self.connection, "esp_name", None)
        if esp_name in UNTRACKABLE:
            message.track_opens = False
            message.track_clicks = False
        if esp_name and delivery_id and esp_name not in WITHOUT_METADATA:
            message.metadata = {"delivery_id": str(delivery_id)}


def _result(error, otherwise: Verdict) -> Result:
    if otherwise is Verdict.UNKNOWN and isinstance(error, PROGRAM_FAULTS):
        otherwise = Verdict.BROKEN
    verdict = _smtp_verdict(error) or _provider_verdict(error) or otherwise
    code = getattr(error, "smtp_code", None) or getattr(error, "status_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, _text = _refusal(error)
    name = type(error).__name__
    return Result(verdict, f"{name} {code}" if code else name)


def _smtp_verdict(error) -> Verdict | None:
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _recipient_verdict(*_refusal(error))
        case smtplib.SMTPSenderRefused() | smtplib.SMTPAuthenticationError():
            is_final = error.smtp_code >= 500
            return Verdict.MISCONFIGURED if is_final else Verdict.UNREACHABLE
        case smtplib.SMTPDataError():
            # Either DATA was refused or the whole message was, with an answer: it was not accepted.
            return Verdict.REFUSED if error.smtp_code >= 500 else Verdict.DEFERRED
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return Verdict.UNREACHABLE
    return None


def _refusal(error) -> tuple[int, bytes]:
    return next(iter(error.recipients.values()))


def _recipient_verdict(code, text) -> Verdict:
    if code < 500:
        return Verdict.DEFERRED
    # RFC 3463: x.1 and x.2 are about the address and its mailbox. Many servers wait for the
    # recipient before they refuse the sender (x.7) or the message, so anything else may mean us.
    status = re.match(rb"5\.(\d{1,3})\.", text)
    is_theirs = status[1] in (b"1", b"2") if status else code != 554
    return Verdict.REJECTED if is_theirs else Verdict.REFUSED


def _provider_verdict(error) -> Verdict | None:
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


def _answer(message) -> Result:
    """Read what a provider says of the one recipient; after SMTP there is nothing to read."""
    status = getattr(message, "anymail_status", None)
    for name in getattr(status, "status", None) or ():
        if name in REFUSALS:
            return Result(REFUSALS[name], f"{name} by the provider")
    provider_id = str(getattr(status, "message_id", None) or "")
    return Result(Verdict.ACCEPTED, provider_id=provider_id[:255])
