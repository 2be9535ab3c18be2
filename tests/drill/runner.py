"""All rows, one after the other, inside the host of the servers."""

import time
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command

from tests.drill import mailings, memory, results
from tests.drill.deployment import PATIENCE, Deployment
from tests.drill.scenarios import SCENARIOS, Scenario
from tests.drill.servers import MailServer, PostgreSQL, Redis


def main(folder: Path, readers: int, chosen: set[int]) -> int:
    """Run the rows with these numbers, or all; return 1 when a promise was broken."""
    # The first shows how fast it goes.
    chosen = chosen | {1} if chosen else set(range(1, len(SCENARIOS) + 1))
    numbered = [(number, row) for number, row in enumerate(SCENARIOS, 1) if number in chosen]
    deployment = prepare(folder, readers)
    rows = [run(deployment, number, row) for number, row in numbered]
    return report(rows, readers, memory.measure(deployment))


def prepare(folder: Path, readers: int) -> Deployment:
    say("Starting PostgreSQL, Redis and a mail server ...")
    deployment = Deployment(folder, readers, PostgreSQL(folder), Redis(folder), MailServer(folder))
    call_command("migrate", verbosity=0)
    deployment.practice = mailings.Practice(readers)
    say("Starting a worker on each of two hosts, and beat ...")
    deployment.start()
    return deployment


def run(deployment: Deployment, number: int, row: Scenario) -> results.Row:
    deployment.title = f"Drill {number}"
    drill = row.drill(deployment)
    try:
        next(drill)
        mailings.wait_until_over(deployment.mailing, PATIENCE + row.grace)
    except TimeoutError as error:
        say(f"{number}: {error}")
    seconds = time.monotonic() - deployment.whole_since
    reconciliation = mailings.reconcile(deployment.mailing, deployment.accepted())
    found = results.Row(row.title, reconciliation, seconds, row.grace)
    say(f"{number}: " + ", ".join(found.cells()))
    next(drill, None)
    if found.reconciliation.left or not deployment.is_well():
        deployment.start_again()
    return found


def report(rows: list[results.Row], readers: int, at_rest: list[list[str]]) -> int:
    """Print the tables."""
    per_second = readers / rows[0].seconds
    faults = [row.faults(readers, per_second) for row in rows]
    cells = [[*row.cells(), ", ".join(broken)] for row, broken in zip(rows, faults, strict=True)]
    say(f"\n{datetime.now(UTC):%Y-%m-%d}: two hosts, {readers:,} recipients.\n")
    say(results.in_markdown(results.HEADS, cells))
    say("\nAt rest, in MB of memory of its own:\n")
    say(results.in_markdown(memory.HEADS, at_rest))
    return int(any(faults))


def say(text: str) -> None:
    print(text, flush=True)
