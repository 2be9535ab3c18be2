"""What became of one message, in our words, whatever carried it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto


class Outcome(Enum):
    ACCEPTED = auto()
    # This recipient's server says that there is no such mailbox.
    GONE = auto()
    # This recipient will not be accepted; why, the server does not tell for certain.
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
    # A fault of the program, not of the wire. The message may or may not have been sent before it.
    BROKEN = auto()


@dataclass(frozen=True)
class SendResult:
    """What became of one message. The reason is a class and a code, never words of a server."""

    verdict: Outcome
    reason: str = ""
    provider_id: str = ""
    # How long the server asks to be left alone, if it says so.
    retry_after: timedelta | None = None


ACCEPTED = SendResult(Outcome.ACCEPTED)
