"""How a table of reasons is written and read."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from wagtail_therapy.newsletter.models.event_types import EventType


class Table(NamedTuple):
    """The fields in which a provider gives its reasons, and what their values mean together.

    A row may name several values for a field (``a|b``), or none: then any value will do. The first
    row that matches counts. Case is ignored.
    """

    fields: tuple[str, ...]
    rows: dict[tuple[str, ...], EventType]

    def kind_of(self, payload: Any) -> EventType | None:
        """Return what a provider's payload means; None when the table does not say."""
        told = [_as_word(value_at(payload, field)) for field in self.fields]
        return next((kind for row, kind in self.rows.items() if _fits(row, told)), None)


def value_at(payload: Any, field: str) -> Any:
    """Return the value at a path in a parsed JSON document. A star means the only key there. With
    several paths (``a|b``), the first that exists counts.
    """
    values = (_at(payload, path.split(".")) for path in field.split("|"))
    return next((value for value in values if value is not None), None)


def _at(value: Any, path: list[str]) -> Any:
    for name in path:
        match value:
            case Mapping():
                value = next(iter(value.values()), None) if name == "*" else value.get(name)
            case [first, *_] if name == "0":
                value = first
            case _:
                return None
    return value


def _as_word(value: Any) -> str:
    return str(value).lower() if isinstance(value, str | bool | int) else ""


def _fits(row: tuple[str, ...], told: list[str]) -> bool:
    return all(
        not values or value in values.lower().split("|")
        for values, value in zip(row, told, strict=True)
    )
