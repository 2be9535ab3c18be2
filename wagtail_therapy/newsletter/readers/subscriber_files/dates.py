"""Dates as newsletter services write them."""

import re
from datetime import UTC, datetime

# Squarespace: “June 10, 2024 at 8:43:01 AM PDT”. Its time zones are those of the United States, and
# a few hours say nothing about consent.
WRITTEN_OUT = "%B %d, %Y at %I:%M:%S %p"
ZONE_NAME = re.compile(r" [A-Z]{3,4}$")


def parse(text: str) -> datetime | None:
    """Return the time that a cell says, in UTC if it names no time zone that we know.

    None if it is empty, in the future, or written in a way that can mean two days.
    """
    text = text.strip()
    found = _iso(text) or _iso(ZONE_NAME.sub("", text)) or _written_out(text)
    if found is None:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found if found <= datetime.now(UTC) else None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _written_out(text: str) -> datetime | None:
    try:
        return datetime.strptime(f"{ZONE_NAME.sub('', text)} +0000", f"{WRITTEN_OUT} %z")
    except ValueError:
        return None
