"""The result of one message, the same for every email backend."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto


class Outcome(Enum):
    ACCEPTED = auto()
    # This recipient's server says that there is no such mailbox.
    GONE = auto()
    # The server won't accept this recipient, and doesn't say for certain why.
    REJECTED = auto()
    # The message was refused for its content or its sender, which the next one has too.
    REFUSED = auto()
    # This recipient wasn't accepted now, but may be later.
    DEFERRED = auto()
    # The server accepted nothing from us, and won't for the next recipient.
    UNREACHABLE = auto()
    # The server refuses the sender or the login: a person has to fix it.
    MISCONFIGURED = auto()
    # The message may or may not have been accepted.
    UNKNOWN = auto()
    # A fault in a program, not in the connection. The message may or may not have been sent.
    BROKEN = auto()


@dataclass(frozen=True)
class SendResult:
    """The result of one message. The reason is a class and a code, and never a server's text."""

    outcome: Outcome
    reason: str = ""
    provider_id: str = ""
    # How long the server asks to be left alone, if it says so.
    retry_after: timedelta | None = None


ACCEPTED = SendResult(Outcome.ACCEPTED)
