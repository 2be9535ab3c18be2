"""The figures of a run, kept for the table that is printed at its end."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from django.db import connection

DATABASES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


def note(result, **circumstances):
    """Keep a row of the table, if the run was started with a place for it."""
    if path := os.environ.get("CHAOS_RESULTS"):
        row = {"database": DATABASES[connection.vendor], **circumstances, **asdict(result)}
        with Path(path).open("a") as file:
            file.write(json.dumps(row) + "\n")


def table(path: Path) -> str:
    """Return what was noted there, in Markdown."""
    rows = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    heads = ["database", "mail server", "workers at once", "recipients", "kills"]
    found = ["silently lost", "duplicates", "`unknown` (delivered)", "time"]
    lines = [heads + found, ["---"] * 2 + ["---:"] * 7, *map(_cells, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(row) -> list[str]:
    numbers = ["workers", "recipients", "kills", "lost", "duplicated"]
    return [
        row["database"],
        row["server"],
        *(f"{row[name]:,}" for name in numbers),
        f"{row['unknown']:,} ({row['delivered_unknown']:,})",
        f"{row['seconds']} s",
    ]
