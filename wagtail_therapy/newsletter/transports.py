"""Hands one message to the host's mail backend and says in our words what became of it."""

import contextlib
import re
import smtplib

from wagtail_therapy import compat

from . import providers
from .verdicts import Result, Verdict

PROGRAM_FAULTS = (AttributeError, LookupError, TypeError, ValueError)


class Transport:
    """One connection to the mail server, kept for many messages. Use it as a context manager."""

    def __init__(self):
        self.connection = None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def send(self, message, delivery_id=None) -> Result:
        """Send one message; never raises for what settings or a mail server do."""
        try:
            self._open()
            providers.mark(message, self.connection, delivery_id)
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            self.close()
            return _result(error, otherwise=Verdict.UNREACHABLE)
        try:
            self.connection.send_messages([message])
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            # The session's state is unknown: after a 421 smtplib has closed it silently.
            self.close()
            return _result(error, otherwise=Verdict.UNKNOWN)
        return providers.answer(message)

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


def _result(error, otherwise: Verdict) -> Result:
    if otherwise is Verdict.UNKNOWN and isinstance(error, PROGRAM_FAULTS):
        otherwise = Verdict.BROKEN
    verdict = _smtp_verdict(error) or providers.verdict(error) or otherwise
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
