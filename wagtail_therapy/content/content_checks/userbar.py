"""Adds checks to Wagtail's content checker, in the user bar and beside the editor.

The server looks for what is wrong, and the script shows where. The editor's window takes the titles
of the checks from the form as it was opened, so they are the same for all pages. The preview, which
is rendered after each change, brings along what was found:
https://docs.wagtail.org/en/stable/advanced_topics/accessibility_considerations.html
"""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.userbar import BaseItem, ContentCheckerItem

from wagtail_therapy.content.content_checks.registry import ContentCheck

PREFIX = "therapy-"


class ContentCheckScript(BaseItem):
    """Loads our script with the user bar, and shows nothing in it."""

    class Media:
        js = ["wagtail_therapy/admin/content_checks.js"]

    def render_html(self, parent_context: Any = None) -> str:
        return ""


def add_checks(items: list[Any], found: Mapping[ContentCheck, list[str]]) -> None:
    """Add the checks to the items of a user bar, each with the places where it found something."""
    for item in items:
        if isinstance(item, ContentCheckerItem):
            _add_to(item, found)
    items.append(ContentCheckScript())


def _add_to(item: Any, found: Mapping[ContentCheck, list[str]]) -> None:
    """Change the object and not its class, which may be a host's own."""
    item.axe_custom_rules = [*item.axe_custom_rules, *map(_rule, found)]
    item.axe_custom_checks = [*item.axe_custom_checks, *(_check(*one) for one in found.items())]
    item.axe_messages = item.axe_messages | {_id(check): _message(check) for check in found}
    # A host may have chosen tags instead, and axe takes no mixture.
    if set(item.axe_run_only or []) & set(ContentCheckerItem.axe_run_only):
        item.axe_run_only = [*item.axe_run_only, *map(_id, found)]


def _rule(check: ContentCheck) -> dict[str, Any]:
    return {
        "id": _id(check),
        "impact": "moderate",
        "selector": check.selector,
        "tags": ["best-practice"],
        "any": [f"check-{_id(check)}"],
        "enabled": True,
    }


def _check(check: ContentCheck, places: list[str]) -> dict[str, Any]:
    return {"id": f"check-{_id(check)}", "options": {"places": places}}


def _message(check: ContentCheck) -> dict[str, Any]:
    return {"error_name": check.title, "help_text": check.help_text}


def _id(check: ContentCheck) -> str:
    return f"{PREFIX}{check.name}"
