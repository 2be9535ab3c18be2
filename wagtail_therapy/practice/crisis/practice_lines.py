"""The crisis lines of a practice: those of its country, and its own."""

from collections.abc import Iterator
from typing import Any

from .blocks import own_lines
from .confirmations import with_confirmation
from .lines import Audience, CrisisLine, Way, WayKind
from .presets import OWN_EMERGENCY, preset_of


def lines_of(practice: Any, own: Any = None) -> list[CrisisLine]:
    """Return the lines for readers of one language, each with the date of its confirmation.

    ``own`` are the practice's own lines for the language. Preset lines are not translated yet.
    """
    preset = preset_of(practice.crisis_preset)
    lines = list(preset.lines) if preset else []
    if practice.emergency_number:
        others = [line for line in lines if line.audience != Audience.EMERGENCY]
        lines = [_own_emergency(practice), *others]
    lines += own_lines(own or practice.crisis_lines, practice.phone_region)
    return [with_confirmation(line, practice.confirmed_lines) for line in lines]


def all_lines(practice: Any) -> list[CrisisLine]:
    """Return the lines for all languages, each once."""
    return list({line.key: line for line in _with_repetitions(practice)}.values())


def _with_repetitions(practice: Any) -> Iterator[CrisisLine]:
    yield from lines_of(practice)
    for row in practice.other_languages:
        yield from lines_of(practice, row.value.get("crisis_lines"))


def _own_emergency(practice: Any) -> CrisisLine:
    way = Way(WayKind.CALL, practice.emergency_number, region=practice.phone_region)
    name = "In an emergency"
    return CrisisLine(OWN_EMERGENCY, name, (way,), Audience.EMERGENCY, is_always_open=True)
