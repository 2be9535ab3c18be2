"""The crisis lines that the settings of a practice show."""

from collections.abc import Iterator
from typing import Any

from .blocks import own_lines
from .confirmations import with_confirmation
from .lines import Audience, Line, Way, WayKind
from .presets import OWN_EMERGENCY, preset_of


def lines_of(practice: Any, own: Any = None) -> list[Line]:
    """Return the lines that readers of one language see, each with the day it was checked.

    ``own`` are those that the practice wrote for the language. Lines of ours are untranslated.
    """
    preset = preset_of(practice.crisis_preset)
    lines = list(preset.lines) if preset else []
    if practice.emergency_number:
        others = [line for line in lines if line.audience != Audience.EMERGENCY]
        lines = [_own_emergency(practice), *others]
    lines += own_lines(own or practice.crisis_lines, practice.phone_region)
    return [with_confirmation(line, practice.confirmed_lines) for line in lines]


def all_lines(practice: Any) -> list[Line]:
    """Return the lines of all languages, each once."""
    return list({line.key: line for line in _each(practice)}.values())


def _each(practice: Any) -> Iterator[Line]:
    yield from lines_of(practice)
    for row in practice.other_languages:
        yield from lines_of(practice, row.value.get("crisis_lines"))


def _own_emergency(practice: Any) -> Line:
    way = Way(WayKind.CALL, practice.emergency_number, region=practice.phone_region)
    name = "In an emergency"
    return Line(OWN_EMERGENCY, name, (way,), Audience.EMERGENCY, is_always_open=True)
