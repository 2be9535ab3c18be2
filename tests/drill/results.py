"""What each scenario found, and which promises were broken."""

from dataclasses import dataclass

# For so many recipients, and for the time that more of them take on top.
SECONDS, RECIPIENTS = 30, 2_000
HEADS = ["drill", "lost", "twice", "unknown", "seconds until finished", "broken promises"]


@dataclass(frozen=True)
class Reconciliation:
    lost: int
    twice: int
    unknown: int
    # The unknown ones that are in the mail server's log.
    delivered_unknown: int
    # Neither sent nor given up when patience ended.
    left: int


@dataclass(frozen=True)
class Row:
    title: str
    reconciliation: Reconciliation
    # Since the end of the fault; where nothing is broken, since publication.
    seconds: float
    # For what the row waits with reason: a timeout of the mail server.
    grace: float = 0

    def faults(self, recipients: int = RECIPIENTS, per_second: float = 1) -> list[str]:
        """Return which promises were broken."""
        reconciliation = self.reconciliation
        longest = SECONDS + self.grace + max(0, recipients - RECIPIENTS) / per_second
        broken = {
            "lost": reconciliation.lost,
            "twice": reconciliation.twice,
            "unknown": reconciliation.unknown > 1,
            "unfinished": reconciliation.left,
            "slow": not reconciliation.left and self.seconds > longest,
        }
        return [name for name, is_broken in broken.items() if is_broken]

    def cells(self) -> list[str]:
        reconciliation = self.reconciliation
        unknown = f"{reconciliation.unknown}"
        if reconciliation.unknown:
            unknown += f" ({reconciliation.delivered_unknown} delivered)"
        seconds = f"{self.seconds:.0f}"
        if reconciliation.left:
            seconds = f"{reconciliation.left:,} left after {seconds}"
        return [
            self.title,
            f"{reconciliation.lost:,}",
            f"{reconciliation.twice:,}",
            unknown,
            seconds,
        ]


def in_markdown(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
