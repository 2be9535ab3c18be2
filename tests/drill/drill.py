"""All rows, one after the other, inside the host of the servers."""

import time
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command

from tests.drill import mailings, memory, table
from tests.drill.rows import ROWS, Named
from tests.drill.servers import MailServer, PostgreSQL, Redis
from tests.drill.world import PATIENCE, World


def main(folder: Path, readers: int, chosen: set[int]) -> int:
    """Run the rows with these numbers, or all; return 1 when a wall has fallen."""
    # The first tells how fast it goes.
    chosen = chosen | {1} if chosen else set(range(1, len(ROWS) + 1))
    numbered = [(number, row) for number, row in enumerate(ROWS, 1) if number in chosen]
    world = prepare(folder, readers)
    rows = [run(world, number, row) for number, row in numbered]
    return report(rows, readers, memory.measure(world))


def prepare(folder: Path, readers: int) -> World:
    say("Starting PostgreSQL, Redis and a mail server ...")
    world = World(folder, readers, PostgreSQL(folder), Redis(folder), MailServer(folder))
    call_command("migrate", verbosity=0)
    world.practice = mailings.Practice(readers)
    say("Starting a worker on each of two hosts, and beat ...")
    world.start()
    return world


def run(world: World, number: int, row: Named) -> table.Row:
    world.title = f"Drill {number}"
    drill = row.drill(world)
    try:
        next(drill)
        mailings.wait_until_over(world.mailing, PATIENCE + row.grace)
    except TimeoutError as error:
        say(f"{number}: {error}")
    seconds = time.monotonic() - world.whole_since
    verdict = mailings.judge(world.mailing, world.accepted())
    found = table.Row(row.title, verdict, seconds, row.grace)
    say(f"{number}: " + ", ".join(found.cells()))
    next(drill, None)
    if found.verdict.left or not world.is_well():
        world.start_again()
    return found


def report(rows: list[table.Row], readers: int, at_rest: list[list[str]]) -> int:
    """Print the tables."""
    per_second = readers / rows[0].seconds
    faults = [row.faults(readers, per_second) for row in rows]
    cells = [[*row.cells(), ", ".join(fallen)] for row, fallen in zip(rows, faults, strict=True)]
    say(f"\n{datetime.now(UTC):%Y-%m-%d}: two hosts, {readers:,} recipients.\n")
    say(table.in_markdown(table.HEADS, cells))
    say("\nAt rest, in MB of memory of its own:\n")
    say(table.in_markdown(memory.HEADS, at_rest))
    return int(any(faults))


def say(text: str) -> None:
    print(text, flush=True)
