"""Which of our modules a call passes through, and how often it goes from one to another."""

import re
import sys
from collections.abc import Callable, Collection
from typing import Any

PACKAGE = "wagtail_therapy."
# The settings are one object, whose classes share some modules.
CONF = re.compile(r"(?<=^wagtail_therapy\.conf)_\w+$")


def passed_through(call: Callable[[], Any], but: Collection[str] = ()) -> list[str]:
    """Return the names of our modules whose functions are called, in order, without repeats.

    Those in ``but`` are left out.
    """
    found: list[str] = []

    def note(frame, event, _argument):
        name = CONF.sub("", frame.f_globals.get("__name__", ""))
        is_counted = name.startswith(PACKAGE) and name not in but
        if event == "call" and is_counted and [name] != found[-1:]:
            found.append(name)

    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
    return found
