"""What approaches are narrowed by, and no more: a tenth of the work of reading the pages."""

from typing import Any, NamedTuple


class Outline(NamedTuple):
    """An approach as filters look at it. ``model`` is its page type."""

    model: Any
    pk: int
    title: str
    slug: str
    family_id: int | None
    structure: str
    formats: list[str] | None
    delivery: list[str] | None
    age_groups: list[str] | None
    offered_here: bool


FACTS = Outline._fields[1:]
