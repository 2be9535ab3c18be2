"""Which of our modules a call passes through, and how often it goes from one to another."""

import sys
from collections.abc import Callable
from typing import Any

PACKAGE = "wagtail_therapy."


def passed_through(call: Callable[[], Any]) -> list[str]:
    """Return the names of our modules whose functions are called, in order, without repeats."""
    found: list[str] = []

    def note(frame, event, _argument):
        name = frame.f_globals.get("__name__", "")
        if event == "call" and name.startswith(PACKAGE) and [name] != found[-1:]:
            found.append(name)

    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
    return found
