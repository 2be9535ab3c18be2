"""What lists are narrowed by, and no more: a tenth of the work of reading pages and concerns."""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from wagtail_therapy.approaches.models import asked_notices


class Outline(NamedTuple):
    """An approach as filters look at it. ``model`` is its page type."""

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


class InShort(NamedTuple):
    """A concern as lists name it: to make a whole one takes twice as long."""

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
    def asked_notices(self) -> set[str]:
        """What a list asks for that is narrowed to it: as its page does, its note included."""
        of_note = {"crisis_notice"} if self.content_note__shows_crisis_notice else set()
        return asked_notices(self) | of_note


SEVERAL = ["formats", "delivery", "age_groups"]
FACTS = [name for name in Outline._fields[1:] if name not in SEVERAL]


def outline_rows(pages: Any, place: int) -> QuerySet:
    """Return rows for ``outline()`` of pages whose type has this place among the types."""
    texts = {f"{name}_text": Cast(name, TextField()) for name in SEVERAL}
    return pages.annotate(place=Value(place), **texts).values_list("place", *FACTS, *texts)


def outline(types: list[Any], row: tuple[Any, ...]) -> Outline:
    place, *facts = row
    stated, texts = facts[: -len(SEVERAL)], facts[-len(SEVERAL) :]
    return Outline(types[place], *stated, *map(_decoded, texts))


# Hundreds of pages have the same few lists.
@lru_cache(maxsize=1000)
def _decoded(text: str | None) -> tuple[str, ...]:
    return tuple(json.loads(text) or ()) if text else ()
