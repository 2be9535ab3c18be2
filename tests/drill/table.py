"""What is found in each row, and whether a wall has fallen."""

from dataclasses import dataclass

# For so many recipients, and for the time that more of them take on top.
SECONDS, RECIPIENTS = 30, 2_000
HEADS = ["drill", "lost", "twice", "unknown", "seconds until finished", "fallen"]


@dataclass(frozen=True)
class Verdict:
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
    verdict: Verdict
    # Since the end of the fault; where nothing is broken, since publication.
    seconds: float
    # For what the row waits with reason: a timeout of the mail server.
    grace: float = 0

    def faults(self, recipients: int = RECIPIENTS, per_second: float = 1) -> list[str]:
        """Return which walls have fallen."""
        verdict = self.verdict
        longest = SECONDS + self.grace + max(0, recipients - RECIPIENTS) / per_second
        fallen = {
            "lost": verdict.lost,
            "twice": verdict.twice,
            "unknown": verdict.unknown > 1,
            "unfinished": verdict.left,
            "slow": not verdict.left and self.seconds > longest,
        }
        return [name for name, is_fallen in fallen.items() if is_fallen]

    def cells(self) -> list[str]:
        verdict = self.verdict
        unknown = f"{verdict.unknown}"
        if verdict.unknown:
            unknown += f" ({verdict.delivered_unknown} delivered)"
        seconds = f"{self.seconds:.0f}"
        if verdict.left:
            seconds = f"{verdict.left:,} left after {seconds}"
        return [self.title, f"{verdict.lost:,}", f"{verdict.twice:,}", unknown, seconds]


def in_markdown(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
