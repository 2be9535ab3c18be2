"""The rules that we add to Wagtail's content checker. ``userbar`` adds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_checks: list["ContentCheck"] = []


@dataclass(frozen=True)
class ContentCheck:
    """A rule in Wagtail's content checker, which shows its title and help text."""

    name: str
    title: Any
    help_text: Any
    # The elements that it can point to. "h1" is for rules about the whole page.
    selector: str = "h1"


def register_content_check(
    name: str, title: Any, help_text: Any, selector: str = "h1"
) -> ContentCheck:
    """Return a new rule for all our pages, for use in advice."""
    check = ContentCheck(name, title, help_text, selector)
    _checks.append(check)
    return check


def places_by_check(advice: Iterable[Any]) -> dict[ContentCheck, list[str]]:
    """Return all rules, each with the places from the advice. An empty list: nothing was found."""
    found: dict[ContentCheck, list[str]] = {check: [] for check in _checks}
    for one in advice:
        if one.check:
            found[one.check].append(one.place)
    return found
