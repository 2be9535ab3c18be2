"""Compares a mailing with the mail server's own log: who got it, who didn't, who got it twice."""

from collections import Counter
from dataclasses import dataclass

from wagtail_therapy.newsletter.models import Delivery, Mailing

State = Delivery.State
# A reader in one of these states who got nothing is listed, so not silently lost.
LISTED = {State.UNKNOWN, State.FAILED, State.SKIPPED}


@dataclass(frozen=True)
class Reconciliation:
    """Three numbers that must be 0, and how many results are unknown."""

    lost: int
    duplicated: int
    strangers: int
    unknown: int
    # The unknown ones that are in the server's log.
    delivered_unknown: int

    @property
    def violations(self) -> tuple[int, int, int]:
        return self.lost, self.duplicated, self.strangers


ALL_ACCOUNTED_FOR = Reconciliation(
    lost=0, duplicated=0, strangers=0, unknown=0, delivered_unknown=0
)


def reconcile(mailing: Mailing, readers: list[str], accepted: list[str]) -> Reconciliation:
    """Compare the readers that a mailing should have reached with what the mail server accepted."""
    mailing.refresh_from_db()
    check_sum(mailing)
    copies = Counter(accepted)
    states = dict(mailing.deliveries.values_list("subscriber__email", "state"))
    unknown = {reader for reader, state in states.items() if state == State.UNKNOWN}
    return Reconciliation(
        lost=sum(not copies[reader] and states.get(reader) not in LISTED for reader in readers),
        duplicated=sum(number - 1 for number in copies.values()),
        strangers=len(set(copies) - set(readers)),
        unknown=len(unknown),
        delivered_unknown=len(unknown & set(copies)),
    )


def check_sum(mailing):
    """Assert that each row is settled, and counted under its state."""
    found = Counter(mailing.deliveries.values_list("state", flat=True))
    assert found == Counter(
        {
            State.SENT: mailing.sent,
            State.UNKNOWN: mailing.unknown,
            State.FAILED: mailing.failed,
            State.SKIPPED: mailing.skipped,
        }
    )
    assert (mailing.total, mailing.left) == (found.total(), 0)
