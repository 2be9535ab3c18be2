"""How findings tell times and numbers: in English, whatever the site speaks."""

from datetime import timedelta

from django.utils import timezone, translation
from django.utils.timesince import timesince


def duration(time: timedelta) -> str:
    if time < timedelta(minutes=1):
        seconds = round(time.total_seconds())
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    now = timezone.now()
    with translation.override("en"):
        return timesince(now - time, now, depth=1).replace("\N{NO-BREAK SPACE}", " ")


def ago(time: timedelta | None) -> str:
    return "never" if time is None else f"{duration(time)} ago"


def count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
