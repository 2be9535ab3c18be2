"""What filters need of approaches and concerns: a tenth of the work of reading the full rows."""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from wagtail_therapy.approaches.models import required_notices


class ApproachSummary(NamedTuple):
    """What filters need of an approach. ``model`` is its page type."""

    model: Any
    pk: int
    title: str
    slug: str
    family_id: int | None
    structure: str
    offered_here: bool
    formats: tuple[str, ...]
    delivery: tuple[str, ...]
    age_groups: tuple[str, ...]


class ConcernSummary(NamedTuple):
    """What lists need of a concern. Making model instances takes twice as long."""

    pk: int
    name: str
    slug: str
    kind: str
    locale_id: int
    translation_key: Any
    shows_crisis_notice: bool
    offers_exit: bool
    # None without a note.
    content_note__shows_crisis_notice: bool | None

    @property
    def required_notices(self) -> set[str]:
        """The notices for a list that is filtered by it: those of its page and content note."""
        from_note = {"crisis_notice"} if self.content_note__shows_crisis_notice else set()
        return required_notices(self) | from_note


CHOICES_FIELDS = ["formats", "delivery", "age_groups"]
PLAIN_FIELDS = [name for name in ApproachSummary._fields[1:] if name not in CHOICES_FIELDS]


def approach_summary_rows(pages: Any, place: int) -> QuerySet:
    """Return rows for ``approach_summary()`` of the pages of the type at this index."""
    texts = {f"{name}_text": Cast(name, TextField()) for name in CHOICES_FIELDS}
    return pages.annotate(place=Value(place), **texts).values_list("place", *PLAIN_FIELDS, *texts)


def approach_summary(types: list[Any], row: tuple[Any, ...]) -> ApproachSummary:
    place, *facts = row
    stated, texts = facts[: -len(CHOICES_FIELDS)], facts[-len(CHOICES_FIELDS) :]
    return ApproachSummary(types[place], *stated, *map(_decode, texts))


# Hundreds of pages share the same few lists.
@lru_cache(maxsize=1000)
def _decode(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text) or ()) if text else ()
