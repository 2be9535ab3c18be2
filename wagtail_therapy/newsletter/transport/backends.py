"""Hands messages to the host's email backend and returns a result for each."""

import contextlib
import logging
import smtplib
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from wagtail_therapy import compat
from wagtail_therapy.practice.emails import development_backends

from .. import clock
from ..composing.mime import OutgoingEmail
from . import errors, providers
from .results import Outcome, SendResult
from .smtp import BREAKS, SmtpSession

logger = logging.getLogger("wagtail_therapy.newsletter")


class OfferResult(NamedTuple):
    """What is known after a message was offered."""

    # The result of the message handed over before it, if that wasn't known at once.
    before: SendResult | None
    # Why this one is refused; nothing of it was sent. None: hand it over.
    refusal: SendResult | None


class Transport:
    """One connection to the mail server, kept for many messages. Use it as a context manager.

    A message is offered, then handed over. Its result is returned once, by ``hand_over()`` itself,
    the next ``offer()`` or ``finish()``, whichever knows it first. Nothing here raises for faults
    of settings or mail servers.
    """

    def __init__(self) -> None:
        self.backend: BaseEmailBackend | None = None
        self.session: SmtpSession | BackendSession | None = None

    def __enter__(self) -> "Transport":
        return self

    def __exit__(self, kind: type[BaseException] | None, *exception: Any) -> None:
        if kind:
            # QUIT behind an offer would be text of the message.
            self._break_off()
        else:
            self.close()

    @property
    def can_send(self) -> bool:
        """Whether the host's settings name a backend that hands messages to a mail server."""
        try:
            compat.mail_connection()
        except Exception:  # noqa: BLE001 -- settings of any backend; the next offer says what is wrong
            return False
        return not development_backends.is_refused()

    @cached_property
    def idempotency_window(self) -> timedelta | None:
        """How long after an attempt a message may be sent again under the same key, if at all."""
        try:
            return providers.idempotency_window(compat.mail_connection())
        except Exception:  # noqa: BLE001 -- settings of any backend; the next offer says what is wrong
            return None

    def may_repeat(self, first_attempt_at: datetime) -> bool:
        """Whether a message first sent then may be sent again under the same key now."""
        window = self.idempotency_window
        return window is not None and clock.now() < first_attempt_at + window

    def offer(
        self, outgoing: OutgoingEmail, delivery_id: int | None = None, *, is_repeat: bool = False
    ) -> OfferResult:
        """Announce a message. If it isn't refused, commit the intent to send, then hand it over."""
        is_kept = self.session is not None
        answer = self._offer(outgoing, delivery_id, is_repeat)
        if answer.refusal and is_kept and self.session is None:
            # Servers end a session after so many messages, or when it was idle. Try another one.
            return answer._replace(refusal=self._offer(outgoing, delivery_id, is_repeat).refusal)
        return answer

    def _offer(
        self, outgoing: OutgoingEmail, delivery_id: int | None, is_repeat: bool
    ) -> OfferResult:
        before = None
        try:
            session = self._open()
            session.announce(outgoing, delivery_id, is_repeat)
            before = session.finish()
            refusal = session.refusal()
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            if errors.is_program_error(error):
                # Most likely this message is at fault; the server can answer for the one before.
                before = before or self.finish()
            lost = self._lose(error)
            return OfferResult(
                before or lost, errors.result_of(error, otherwise=Outcome.UNREACHABLE)
            )
        if session.is_closing:
            self._break_off()
        return OfferResult(before, refusal)

    def hand_over(self) -> SendResult | None:
        """Send the message that was offered. Return its result, if that is known at once."""
        session = self.session
        if session is None:
            raise RuntimeError("hand_over() follows an offer() that was not refused")
        try:
            return session.hand_over()
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            # A host's soft time limit may come at any time, even right after the last dot.
            is_of_the_wire = issubclass(type(error), BREAKS)
            fault = session.when_handing_over_fails if is_of_the_wire else Outcome.UNKNOWN
            self._break_off()
            return errors.result_of(error, otherwise=fault)

    def finish(self) -> SendResult | None:
        """Wait for the message handed over last; return its result, unless that was returned."""
        if self.session is None:
            return None
        try:
            result = self.session.finish()
        except BREAKS as error:
            return self._lose(error)
        if self.session.is_closing:
            self._break_off()
        return result

    def send(self, message: EmailMultiAlternatives, delivery_id: int | None = None) -> SendResult:
        """Send one message and wait for its result."""
        refusal = self.offer(OutgoingEmail(message), delivery_id).refusal
        return refusal or self.hand_over() or self.finish() or SendResult(Outcome.UNKNOWN)

    def withdraw(self) -> None:
        """End the session after an offer that the message won't follow.

        After 354, SMTP has no other way: any dot would send what is there.
        """
        self._break_off()

    def close(self) -> None:
        """End the session. Call ``finish()`` before, or a message on its way ends as unknown."""
        backend, self.backend, self.session = self.backend, None, None
        if backend is not None:
            # QUIT may fail if the connection is already broken.
            with contextlib.suppress(Exception):
                backend.close()

    def _open(self) -> "SmtpSession | BackendSession":
        if self.backend is None:
            backend = compat.mail_connection()
            development_backends.check(backend)
            self.backend = backend
        if self.session is None:
            self.backend.open()
            self.session = _session(self.backend)
        return self.session

    def _lose(self, error: Exception) -> SendResult | None:
        """End a broken session; return the result of the message on its way, if there was one."""
        is_in_flight = self.session is not None and self.session.is_in_flight
        self._break_off()
        return SendResult(Outcome.UNKNOWN, type(error).__name__) if is_in_flight else None

    def _break_off(self) -> None:
        """End a session that can't continue. The next offer opens another one."""
        if isinstance(self.session, SmtpSession) and self.backend is not None:
            with contextlib.suppress(Exception):
                self.session.connection.close()
            self.backend.connection = None
        self.close()


class BackendSession:
    """Sends one message at a time through any backend, which tells nothing until it has ended."""

    when_handing_over_fails = Outcome.UNKNOWN
    is_in_flight = False
    is_closing = False

    def __init__(self, backend: Any):
        self.backend = backend
        self.message: Any = None

    def announce(
        self, outgoing: OutgoingEmail, delivery_id: int | None = None, is_repeat: bool = False
    ) -> None:
        """Ask a provider not to track the message, and to name our delivery in its reports."""
        self.message = outgoing.message
        providers.prepare_message(self.message, self.backend, delivery_id, is_repeat)

    def finish(self) -> None:
        """Return None: there is nothing to wait for."""

    def refusal(self) -> None:
        """Return None: a backend refuses a message only once it is handed over."""

    def hand_over(self) -> SendResult:
        try:
            number_sent = self.backend.send_messages([self.message])
        except Exception as error:
            if result := errors.answered_before(self.message, error):
                logger.error("%s behind the answer of a provider", type(error).__name__)
                return result
            raise
        return providers.result_if_not_sent(self.backend, number_sent) or providers.result_of(
            self.message
        )


def _session(backend: Any) -> SmtpSession | BackendSession:
    """Return a session over an open backend. Uses a host's own methods to send, if it has any."""
    is_smtp = isinstance(backend, EmailBackend)
    if is_smtp and all(_is_djangos(backend, name) for name in ("send_messages", "_send")):
        if backend.connection is None:
            raise smtplib.SMTPServerDisconnected("the backend failed silently")
        return SmtpSession(backend.connection)
    return BackendSession(backend)


def _is_djangos(backend: Any, method: str) -> bool:
    return getattr(type(backend), method, None) is getattr(EmailBackend, method, None)
