"""The content notes of many approaches. The number of queries does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.content.translations import in_locale

NOTE_FIELDS = ["id", "name", "locale_id", "translation_key"]


def prefetch_content_notes(approaches: Iterable[Any], locale_id: int) -> None:
    """Set ``listed_content_notes`` of each approach, by name, in the language.

    The notes have only their names, not their texts.
    """
    approaches = list(approaches)
    found = [row for model in {type(one) for one in approaches} for row in _rows(model, approaches)]
    read = {
        values[0]: ContentNote(**dict(zip(NOTE_FIELDS, values, strict=True)))
        for _pk, values in found
    }
    notes = dict(zip(read, in_locale(read.values(), locale_id), strict=True))
    named = defaultdict(list)
    for pk, values in found:
        named[pk].append(notes[values[0]])
    for approach in approaches:
        approach.listed_content_notes = sorted(named[approach.pk], key=lambda note: note.name)


def _rows(model: Any, approaches: list[Any]) -> Iterator[tuple[int, list[Any]]]:
    through = model.content_notes.through
    key = model.content_notes.field.m2m_field_name()
    pks = [one.pk for one in approaches if type(one) is model]
    rows = through.objects.filter(**{f"{key}__in": pks}).order_by()
    for pk, *values in rows.values_list(
        f"{key}_id", *(f"contentnote__{name}" for name in NOTE_FIELDS)
    ):
        yield pk, values
