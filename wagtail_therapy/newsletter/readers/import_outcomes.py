"""What becomes of one row of an imported file. Anyone who left stays away, whatever it says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Subscriber, Suppression
from .subscriber_files.records import Problem, Record
from .subscriber_files.states import State

Reason = Suppression.Reason
STOPPABLE = {str(status) for status in Subscriber.STOPPABLE}


class Outcome(StrEnum):
    ADDED = "added"
    RESTORED = "restored"
    INVITED = "invited"
    STOPPED = "stopped"
    KNOWN = "known"
    LEFT_HERE = "left-here"
    ASKED_BEFORE = "asked-before"
    NEVER_SUBSCRIBED = "never-subscribed"
    UNCONFIRMED = "unconfirmed"
    PAUSED = "paused"
    UNKNOWN = "unknown"
    REPEATED = "repeated"
    INVALID_ADDRESS = "invalid-address"
    NO_ADDRESS = "no-address"
    SHIFTED = "shifted"


LABELS = {
    Outcome.ADDED: _("added: they get your next post"),
    Outcome.RESTORED: _("added as they were: subscribed, waiting, or no longer emailed"),
    Outcome.INVITED: _("asked once whether they want your emails"),
    Outcome.STOPPED: _("had left or could not be reached: they will never be emailed"),
    Outcome.KNOWN: _("on your list already"),
    Outcome.LEFT_HERE: _("not added: they must not be emailed from here"),
    Outcome.ASKED_BEFORE: _("not added: they were asked before, and haven’t confirmed"),
    Outcome.NEVER_SUBSCRIBED: _("not added: a contact who never subscribed"),
    Outcome.UNCONFIRMED: _("not added: they never confirmed"),
    Outcome.PAUSED: _("not added: they had paused their emails"),
    Outcome.UNKNOWN: _("not added: the file has a state that we don’t know"),
    Outcome.REPEATED: _("the same address as in a row before"),
    Outcome.INVALID_ADDRESS: _("not an email address that we can send to"),
    Outcome.NO_ADDRESS: _("no email address"),
    Outcome.SHIFTED: _("the address is in another column than in other rows"),
}
# Why an address is never emailed, by what the other service says.
REASONS: dict[State, Any] = {
    State.LEFT: Reason.UNSUBSCRIBED,
    State.BOUNCED: Reason.BOUNCED,
    State.COMPLAINED: Reason.COMPLAINED,
    State.BLOCKED: Reason.BY_REQUEST,
}
NOT_ADDED = {
    State.NEVER_SUBSCRIBED: Outcome.NEVER_SUBSCRIBED,
    State.UNCONFIRMED: Outcome.UNCONFIRMED,
    State.PAUSED: Outcome.PAUSED,
    State.UNKNOWN: Outcome.UNKNOWN,
}
PROBLEMS = {
    Problem.NO_ADDRESS: Outcome.NO_ADDRESS,
    Problem.INVALID_ADDRESS: Outcome.INVALID_ADDRESS,
    Problem.SHIFTED: Outcome.SHIFTED,
}


@dataclass(slots=True)
class Known:
    """What the list of a site knows of an address before a row about it is imported."""

    status: str | None = None
    # Whether an import put it on the list, and its owner has done nothing since.
    is_imported: bool = False
    # Why it is suppressed.
    reason: str | None = None
    # Whether its owner once had it deleted.
    is_erased: bool = False
    # Whether its owner was asked once, by this import or by one before.
    is_invited: bool = False
    # Whether a row of the same import has changed this.
    is_repeated: bool = False


def outcome_of(record: Record, known: Known, *, asks: bool = False) -> Outcome:
    """Decide what becomes of a row. Changes nothing.

    ``asks``: subscribers aren't added, but asked once.
    """
    outcome = _outcome_of(record, known, Outcome.INVITED if asks else Outcome.ADDED)
    is_over = outcome in (Outcome.KNOWN, Outcome.LEFT_HERE, Outcome.ASKED_BEFORE)
    return Outcome.REPEATED if known.is_repeated and is_over else outcome


def _outcome_of(record: Record, known: Known, outcome_of_new: Outcome) -> Outcome:
    if record.problem:
        return PROBLEMS[record.problem]
    if record.state in NOT_ADDED:
        return NOT_ADDED[record.state]
    if record.state in REASONS:
        return _outcome_of_a_stop(REASONS[record.state], known)
    if known.status in STOPPABLE and not known.reason:
        return Outcome.KNOWN
    if known.reason or known.status or known.is_erased:
        return Outcome.LEFT_HERE
    return Outcome.ASKED_BEFORE if known.is_invited else outcome_of_new


def _outcome_of_a_stop(reason: str, known: Known) -> Outcome:
    """Stop an address, unless it is stopped, or its owner signed up here by themselves.

    That is newer than what another service knew.
    """
    if known.reason and not is_stronger(reason, known.reason):
        return Outcome.LEFT_HERE
    is_own_wish = known.status in STOPPABLE and not known.is_imported
    return Outcome.KNOWN if is_own_wish else Outcome.STOPPED


def is_stronger(reason: str, other: str) -> bool:
    order = [str(one) for one in Suppression.FROM_WEAKEST]
    return order.index(reason) > order.index(other)
