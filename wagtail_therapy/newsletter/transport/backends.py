"""Hands messages to the host's mail backend and says in our words what became of each."""

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
from wagtail_therapy.practice.email import development_backends

from .. import clock
from ..composing.mime import Letter
from . import errors, providers
from .results import Outcome, SendResult
from .smtp import BREAKS, SmtpSession

logger = logging.getLogger("wagtail_therapy.newsletter")


class Answer(NamedTuple):
    """What there is to know when a message has been offered."""

    # What became of the message handed over before it, if that was not known at once.
    before: SendResult | None
    # Why this one is not wanted; nothing of it was sent. None: hand it over.
    refusal: SendResult | None


class Transport:
    """One connection to the mail server, kept for many messages. Use it as a context manager.

    A message is offered, then handed over; ``hand_over()`` itself, the next ``offer()`` or
    ``finish()`` returns what became of it, whichever knows first, and keeps nothing of it. Nothing
    here raises for what settings or a mail server do.
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
    def same_key_window(self) -> timedelta | None:
        """How long after an attempt a message may be sent again under the same key, if at all."""
        try:
            return providers.same_key_window(compat.mail_connection())
        except Exception:  # noqa: BLE001 -- settings of any backend; the next offer says what is wrong
            return None

    def knows_again(self, first_attempt_at: datetime) -> bool:
        """Whether a message first sent then may be sent again under the same key now."""
        window = self.same_key_window
        return window is not None and clock.now() < first_attempt_at + window

    def offer(
        self, letter: Letter, delivery_id: int | None = None, *, is_repeat: bool = False
    ) -> Answer:
        """Announce a message. If it is wanted, write down that it is sent, then hand it over."""
        is_kept = self.session is not None
        answer = self._offer(letter, delivery_id, is_repeat)
        if answer.refusal and is_kept and self.session is None:
            # Servers end a session after so many messages, or when it rested; another may do.
            return answer._replace(refusal=self._offer(letter, delivery_id, is_repeat).refusal)
        return answer

    def _offer(self, letter: Letter, delivery_id: int | None, is_repeat: bool) -> Answer:
        before = None
        try:
            session = self._open()
            session.announce(letter, delivery_id, is_repeat)
            before = session.finish()
            refusal = session.refusal()
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            if errors.is_programs(error):
                # Most likely the letter's: the server can still answer for the message before.
                before = before or self.finish()
            lost = self._lose(error)
            return Answer(before or lost, errors.result_of(error, otherwise=Outcome.UNREACHABLE))
        if session.is_closing:
            self._break_off()
        return Answer(before, refusal)

    def hand_over(self) -> SendResult | None:
        """Send the message that was offered. Return what became of it, if that is known at once."""
        session = self.session
        if session is None:
            raise RuntimeError("hand_over() follows an offer() that was not refused")
        try:
            return session.hand_over()
        except Exception as error:  # noqa: BLE001 -- a backend may raise anything; it must be sorted
            # A host's soft time limit comes when it likes, also right behind the last dot.
            is_of_the_wire = issubclass(type(error), BREAKS)
            fault = session.when_handing_over_fails if is_of_the_wire else Outcome.UNKNOWN
            self._break_off()
            return errors.result_of(error, otherwise=fault)

    def finish(self) -> SendResult | None:
        """Wait for the message handed over last; return what became of it, unless you know it."""
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
        refusal = self.offer(Letter(message), delivery_id).refusal
        return refusal or self.hand_over() or self.finish() or SendResult(Outcome.UNKNOWN)

    def withdraw(self) -> None:
        """Break off after an offer that is not to be followed by the message.

        Past 354 SMTP knows no other way: any dot would send what is there.
        """
        self._break_off()

    def close(self) -> None:
        """End the session. What is still in flight ends as unknown: ``finish()`` it before."""
        backend, self.backend, self.session = self.backend, None, None
        if backend is not None:
            # QUIT may fail on a session that is dead already.
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
        """Give up a session that broke; say so of a message in flight, if there was one."""
        is_in_flight = self.session is not None and self.session.is_in_flight
        self._break_off()
        return SendResult(Outcome.UNKNOWN, type(error).__name__) if is_in_flight else None

    def _break_off(self) -> None:
        """Give up a session that is in no state to go on; the next offer opens another."""
        if isinstance(self.session, SmtpSession) and self.backend is not None:
            with contextlib.suppress(Exception):
                self.session.connection.close()
            self.backend.connection = None
        self.close()


class BackendSession:
    """A message at a time through any backend of Django, which tells nothing until it is over."""

    when_handing_over_fails = Outcome.UNKNOWN
    is_in_flight = False
    is_closing = False

    def __init__(self, backend: Any):
        self.backend = backend
        self.message: Any = None

    def announce(
        self, letter: Letter, delivery_id: int | None = None, is_repeat: bool = False
    ) -> None:
        """Ask a provider not to track the message, and to name our delivery in its reports."""
        self.message = letter.message
        providers.mark(self.message, self.backend, delivery_id, is_repeat)

    def finish(self) -> None:
        """There is nothing to wait for."""

    def refusal(self) -> None:
        """Whether it is wanted is known when it was handed over."""

    def hand_over(self) -> SendResult:
        try:
            number_sent = self.backend.send_messages([self.message])
        except Exception as error:
            if result := errors.answered_before(self.message, error):
                logger.error("%s behind the answer of a provider", type(error).__name__)
                return result
            raise
        return providers.left_out(self.backend, number_sent) or providers.answer(self.message)


def _session(backend: Any) -> SmtpSession | BackendSession:
    """Return a session over an open backend; a host's own way to send is left as it is."""
    is_smtp = isinstance(backend, EmailBackend)
    if is_smtp and all(_is_djangos(backend, name) for name in ("send_messages", "_send")):
        if backend.connection is None:
            raise smtplib.SMTPServerDisconnected("the backend failed silently")
        return SmtpSession(backend.connection)
    return BackendSession(backend)


def _is_djangos(backend: Any, method: str) -> bool:
    return getattr(type(backend), method, None) is getattr(EmailBackend, method, None)
