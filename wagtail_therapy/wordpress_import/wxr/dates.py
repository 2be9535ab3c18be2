"""Reads the dates of an export, which may be empty, zero or impossible."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def local(text: str) -> datetime | None:
    """Return what a clock on the wall showed, without a time zone, or None."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=None)


def utc(text: str) -> datetime | None:
    moment = local(text)
    return moment and moment.replace(tzinfo=UTC)


def feed(text: str) -> datetime | None:
    """Return the date of a feed in UTC, or None. "Wed, 30 Nov -0001" is how WordPress says none."""
    if any(word.startswith("-") for word in text.split()[:-1]):
        return None
    try:
        moment = parsedate_to_datetime(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
