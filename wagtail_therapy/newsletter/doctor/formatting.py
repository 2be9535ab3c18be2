"""Durations and numbers in English, whatever the language of the site."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.timesince import timesince

SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 -- only what lies between two times counts


def duration(time: timedelta) -> str:
    if time < timedelta(minutes=1):
        seconds = round(time.total_seconds())
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    with translation.override("en"):
        return timesince(SOME_DAY, SOME_DAY + time, depth=1).replace("\N{NO-BREAK SPACE}", " ")


def ago(time: timedelta | None) -> str:
    return "never" if time is None else f"{duration(time)} ago"


def count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
