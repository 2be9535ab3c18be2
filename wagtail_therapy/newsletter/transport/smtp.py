"""One SMTP session that knows, at every byte, whether a message can have been accepted.

``smtplib.sendmail()`` says the same of a session that breaks before the message is sent and of one
that breaks after. Here a message is announced (``MAIL``, ``RCPT``, ``DATA``), and handed over only
once the server has answered 354; the caller writes down its intent in between. Where the server
speaks RFC 2920 the next announcement travels right behind a message, so each costs one round trip,
not four.
"""

import re
import smtplib
import socket
from typing import NamedTuple

from django.views.decorators.debug import sensitive_variables

from ..composing.mime import OutgoingEmail
from ..models.event_types import EventType
from . import status_codes
from .results import ACCEPTED, Outcome, SendResult

START_MAIL_INPUT = 354
CLOSING = 421
# What would end a command, or the address in it, too early.
NOT_IN_A_PATH = re.compile(r"[^\x21-\x7e]|[<>]")
BREAKS = (OSError, smtplib.SMTPException)
# Linux only.
QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)
LEADING_DOT = re.compile(rb"(?m)^\.")


class Reply(NamedTuple):
    code: int
    text: bytes


# In place of a reply to a command that wasn't sent.
UNASKED = Reply(0, b"")


class SmtpSession:
    """Uses a connection that Django's backend has opened, encrypted and logged in.

    A message is announced, the one before it finished, and then ``refusal()`` says whether the
    server waits for it. Each raises OSError or SMTPException when the session broke; then what was
    announced has certainly not been accepted, and a message still in flight may have been.
    """

    # Not a byte of the dot at the end was sent.
    when_handing_over_fails = Outcome.UNREACHABLE

    def __init__(self, connection: smtplib.SMTP):
        connection.ehlo_or_helo_if_needed()
        self.connection = connection
        # A small packet, the offer, follows a large one, the message: Nagle would hold it back.
        self._set(socket.TCP_NODELAY)
        self.is_pipelined = connection.has_extn("pipelining")
        self.is_in_flight = False
        # A transaction that ended without a message; the server still waits for one.
        self.is_half_done = False
        self.is_closing = False
        self.content = b""
        self.commands: list[str] = []

    @sensitive_variables()
    def announce(
        self, outgoing: OutgoingEmail, delivery_id: int | None = None, is_repeat: bool = False
    ) -> None:
        """Ask for the recipient of a message; where it is pipelined, without waiting at all."""
        self.commands = []
        if NOT_IN_A_PATH.search(outgoing.recipient):
            return
        self.content = outgoing.content
        self.commands = self._commands(outgoing.sender, outgoing.recipient)
        if self.is_pipelined:
            self.connection.send("".join(f"{line}\r\n" for line in self.commands))

    def finish(self) -> SendResult | None:
        """Wait for the answer to the message that was handed over; None when there is none."""
        if not self.is_in_flight:
            return None
        result = answered(self._reply())
        self.is_in_flight = False
        return result

    def refusal(self) -> SendResult | None:
        """Wait for the answers to what was announced. None: the server waits for the message."""
        if not self.commands:
            # The address would have ended the command.
            return SendResult(Outcome.REJECTED, "address")
        replies = self._replies()[-3:]
        refusal = refused(*replies)
        self.is_half_done = refusal is not None and replies[0].code == 250
        # Without a recipient a lone dot would end it (RFC 2920 §3.1); some server delivers that.
        if refusal and replies[-1].code == START_MAIL_INPUT:
            self.is_closing = True
        # Its answer to the message before was 421: what it says now may be its last word.
        return refusal or (SendResult(Outcome.UNREACHABLE, "421") if self.is_closing else None)

    def hand_over(self) -> None:
        """Send the message that was announced, without waiting for the answer."""
        self.connection.send(dot_stuffed(self.content) + b".\r\n")
        self.is_in_flight = True

    @sensitive_variables()
    def _commands(self, sender: str, recipient: str) -> list[str]:
        size = f" SIZE={len(self.content)}" if self.connection.has_extn("size") else ""
        offer = [f"MAIL FROM:<{sender}>{size}", f"RCPT TO:<{recipient}>", "DATA"]
        return ["RSET", *offer] if self.is_half_done else offer

    @sensitive_variables()
    def _replies(self) -> list[Reply]:
        if self.is_pipelined:
            return [self._reply() for _ in self.commands]
        replies: list[Reply] = []
        for line in self.commands:
            if replies and (replies[-1] is UNASKED or replies[-1].code >= 400):
                replies.append(UNASKED)
                continue
            self.connection.send(f"{line}\r\n")
            replies.append(self._reply())
        return replies

    def _reply(self) -> Reply:
        # A server that answers pipelined commands one by one, with Nagle, holds each answer back
        # until we acknowledge the one before, and we would take our time. Not a lasting option.
        self._set(QUICKACK)
        reply = Reply(*self.connection.getreply())
        self.is_closing = self.is_closing or reply.code == CLOSING
        return reply

    def _set(self, option: int | None) -> None:
        if self.connection.sock and option is not None:
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, option, 1)


def refused(mail: Reply, rcpt: Reply, data: Reply) -> SendResult | None:
    """Return why a message is refused; None if it isn't."""
    if mail.code != 250:
        outcome = Outcome.MISCONFIGURED if mail.code >= 500 else Outcome.UNREACHABLE
        return SendResult(outcome, f"MAIL {mail.code}")
    if rcpt.code not in (250, 251):
        return SendResult(recipient_outcome(*rcpt), f"RCPT {rcpt.code}")
    if data.code != START_MAIL_INPUT:
        return SendResult(_message_outcome(data.code), f"DATA {data.code}")
    return None


def answered(reply: Reply) -> SendResult:
    """Return what the reply to a whole message means."""
    if 200 <= reply.code < 300:
        return ACCEPTED
    if reply.code < 400:
        return SendResult(Outcome.UNKNOWN, f"message {reply.code}")
    return SendResult(_message_outcome(reply.code), f"message {reply.code}")


def recipient_outcome(code: int, text: bytes) -> Outcome:
    """Return whether the recipient is refused, or we are."""
    if code < 500:
        return Outcome.DEFERRED
    status = status_codes.status_in(text.decode("ascii", "replace"))
    if status is None or not status.startswith("5"):
        return Outcome.REFUSED if code == 554 else Outcome.REJECTED
    if status == "5.1.2":
        # A relay says so when it cannot look up domains, of all of them.
        return Outcome.REJECTED
    match status_codes.kind_of(status):
        case EventType.GONE:
            return Outcome.GONE
        case EventType.BLOCKED:
            return Outcome.REFUSED
    # RFC 3463: x.1 and x.2 are about the address and its mailbox. Many servers wait for the
    # recipient before they refuse the sender or the message, so anything else may mean us.
    return Outcome.REJECTED if status[2:4] in ("1.", "2.") else Outcome.REFUSED


def _message_outcome(code: int) -> Outcome:
    return Outcome.REFUSED if code >= 500 else Outcome.DEFERRED


def dot_stuffed(content: bytes) -> bytes:
    """Return a message so that no line of it ends it (RFC 5321 §4.5.2)."""
    if b"\r\n." in content:
        content = LEADING_DOT.sub(b"..", content)
    return content if content.endswith(b"\r\n") else content + b"\r\n"
