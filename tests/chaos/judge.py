"""What became of everybody, by the mail server's own log."""

from collections import Counter
from dataclasses import dataclass

from wagtail_therapy.newsletter.models import Delivery, Mailing

State = Delivery.State
# Who is in one of these and got nothing is listed by name, so not lost in silence.
LISTED = {State.UNKNOWN, State.FAILED, State.SKIPPED}


@dataclass(frozen=True)
class Verdict:
    """Three walls that must stand at 0, and what was left open."""

    lost: int
    duplicated: int
    strangers: int
    unknown: int
    # The unknown ones that are in the server's log.
    delivered_unknown: int

    @property
    def walls(self) -> tuple[int, int, int]:
        return self.lost, self.duplicated, self.strangers


ALL_WELL = Verdict(lost=0, duplicated=0, strangers=0, unknown=0, delivered_unknown=0)


def judge(mailing: Mailing, readers: list[str], accepted: list[str]) -> Verdict:
    """Compare the readers that a mailing should have reached with what the mail server accepted."""
    mailing.refresh_from_db()
    check_sum(mailing)
    copies = Counter(accepted)
    states = dict(mailing.deliveries.values_list("subscriber__email", "state"))
    unknown = {reader for reader, state in states.items() if state == State.UNKNOWN}
    return Verdict(
        lost=sum(not copies[reader] and states.get(reader) not in LISTED for reader in readers),
        duplicated=sum(number - 1 for number in copies.values()),
        strangers=len(set(copies) - set(readers)),
        unknown=len(unknown),
        delivered_unknown=len(unknown & set(copies)),
    )


def check_sum(mailing):
    """Each row is settled, and counted where it belongs."""
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
