"""What a provider answered, read from an error of anymail or of Amazon's client."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, TypeVar

from anymail.exceptions import AnymailError

T = TypeVar("T")

AMAZON = "Amazon SES"
# Amazon's client is installed only where mail leaves through it, so its errors are known by name.
BOTOCORE = "botocore.exceptions"
LONGEST_RETRY_AFTER = timedelta(hours=1)
SECONDS = re.compile("[0-9]{1,9}")


class ProviderAnswer(NamedTuple):
    """What a provider answered, as far as it can be read."""

    esp_name: str = ""
    status: int | None = None
    said: Any = None
    retry_after: str = ""


NO_ANSWER = ProviderAnswer()


def ask(question: Callable[..., T], *about: Any) -> T | None:
    """Return an answer, or None where the exception cannot even be asked."""
    with suppress(Exception):
        return question(*about)
    return None


def number(value: Any) -> int:
    """Return a code of three digits, whatever its type; raise ValueError when it is none."""
    number = int(value)
    if not 100 <= number <= 999:
        raise ValueError
    return number


def read(error: Any) -> ProviderAnswer:
    """Return what a provider answered, if this is an error of anymail or of Amazon's client."""
    names = botocore_names(error)
    if not (names or isinstance(error, AnymailError)):
        return NO_ANSWER
    esp_name = AMAZON if names else error.esp_name
    if isinstance(error.response, dict):
        return _amazons_answer(error.response)
    response = error.response
    return ProviderAnswer(
        esp_name,
        ask(lambda: number(response.status_code)),
        ask(lambda: response.json()),  # noqa: PLW0108 -- to look for the method may raise, too
        ask(lambda: response.headers.get("Retry-After")) or "",
    )


def _amazons_answer(answer: dict[str, Any]) -> ProviderAnswer:
    """Return what Amazon's client has read already."""
    return ProviderAnswer(
        AMAZON,
        ask(lambda: number(answer["ResponseMetadata"]["HTTPStatusCode"])),
        answer,
        ask(lambda: answer["ResponseMetadata"]["HTTPHeaders"]["retry-after"]) or "",
    )


def botocore_names(error: Any) -> list[str]:
    """Return which errors of Amazon's client this is, the narrowest first."""
    return [kind.__name__ for kind in type(error).__mro__ if kind.__module__ == BOTOCORE]


def error_name(answer: ProviderAnswer) -> str | None:
    """Return Amazon's name of an error."""
    name = answer.said["Error"]["Code"]
    return name if name.isascii() and name.isidentifier() else None


def wait_after(answer: ProviderAnswer) -> timedelta | None:
    """Return how long a provider that is busy asks to be left alone, at most an hour."""
    if answer.status not in (429, 503):
        return None
    value = answer.retry_after.strip()
    wait = _seconds(value) if value.isdecimal() else _until(value)
    return wait and min(wait, LONGEST_RETRY_AFTER)


def _seconds(value: str) -> timedelta | None:
    return timedelta(seconds=int(value)) if SECONDS.fullmatch(value) else None


def _until(value: str) -> timedelta | None:
    time = parsedate_to_datetime(value)
    wait = time.replace(tzinfo=time.tzinfo or UTC) - datetime.now(UTC)
    return wait if wait > timedelta(0) else None
