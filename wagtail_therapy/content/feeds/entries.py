"""Entries of feeds in any format."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
UNKNOWN_DATE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class FeedImage:
    url: str
    bytes: int
    mime_type: str


@dataclass(frozen=True)
class FeedEntry:
    """An entry of a feed in any format."""

    # It doesn't change, even if the page moves.
    id: str
    url: str
    title: str
    summary: str
    html: str
    published_at: datetime | None
    updated_at: datetime | None
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    picture: FeedImage | None = None


def permanent_id(page: Any, part: str = "") -> UUID:
    """Return an id of a page in one language, or of a part of it. It survives moves."""
    return uuid5(page.translation_key, f"{page.locale_id}{part}")


def strip_control_characters(text: str) -> str:
    """Return the text without characters that XML forbids (XML 1.0 §2.2)."""
    return CONTROL_CHARACTERS.sub("", text)


def make_aware(moment: datetime | None) -> datetime | None:
    # A host may have chosen USE_TZ = False.
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
