"""Support for wagtail-localize in blocks that it doesn't know.

It calls ``get_translatable_segments`` and ``restore_translated_segments``:
https://wagtail-localize.org/stable/how-to/field-configuration/
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any


class UntranslatedMixin:
    """A block that translations copy unchanged."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value


class TranslatedTableMixin:
    """A typed table block whose caption, headings and cells are translated."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        # Only wagtail-localize calls it.
        from wagtail_localize.segments import StringSegmentValue
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        extractor = StreamFieldSegmentExtractor(None)
        headings = [
            StringSegmentValue(f"heading:{number}", column["heading"] or "")
            for number, column in enumerate(value.columns)
        ]
        cells = [
            segment.wrap(f"cell:{row}:{column}")
            for row, column, block, cell in _cells(value)
            for segment in extractor.handle_block(block, cell)
        ]
        return [StringSegmentValue("caption", value.caption or ""), *headings, *cells]

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter

        writer = StreamFieldSegmentsWriter(None, None, None)
        for place, found in _by_place(segments).items():
            kind, *numbers = place.split(":")
            if kind == "caption":
                value.caption = found[0].render_text()
            elif kind == "heading":
                value.columns[int(numbers[0])]["heading"] = found[0].render_text()
            else:
                row, column = map(int, numbers)
                cells = value.row_data[row]["values"]
                cells[column] = writer.handle_block(
                    value.columns[column]["block"], cells[column], found
                )
        return value


def _cells(table: Any) -> Iterator[tuple[int, int, Any, Any]]:
    for row, cells in enumerate(table.row_data):
        for column, cell in enumerate(cells["values"]):
            yield row, column, table.columns[column]["block"], cell


def _by_place(segments: list[Any]) -> dict[str, list[Any]]:
    places: dict[str, list[Any]] = defaultdict(list)
    for segment in segments:
        place, inner = segment.unwrap()
        places[place].append(inner)
    return places
