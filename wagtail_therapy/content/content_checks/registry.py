"""What our advice is called in Wagtail's content checks. See ``userbar`` for how it gets there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_checks: list["ContentCheck"] = []


@dataclass(frozen=True)
class ContentCheck:
    """A rule of Wagtail's content checker, which shows its title and help."""

    name: str
    title: Any
    help_text: Any
    # The elements that may be pointed at: the page's heading, where it is about the whole page.
    selector: str = "h1"


def register_content_check(
    name: str, title: Any, help_text: Any, selector: str = "h1"
) -> ContentCheck:
    """Return a check that every page of ours has, and that advice may name."""
    check = ContentCheck(name, title, help_text, selector)
    _checks.append(check)
    return check


def places_by_check(advice: Iterable[Any]) -> dict[ContentCheck, list[str]]:
    """Return all checks, each with the places that the advice names. None: nothing was found."""
    found: dict[ContentCheck, list[str]] = {check: [] for check in _checks}
    for one in advice:
        if one.check:
            found[one.check].append(one.place)
    return found
