"""Adds rules to Wagtail's content checker, in the user bar and beside the editor.

The server finds the problems, and the script shows where they are. The editor takes the titles of
the rules from the form when it is opened, so all pages have the same rules. What was found comes
with the preview, which is rendered after each change:
https://docs.wagtail.org/en/stable/advanced_topics/accessibility_considerations.html
"""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.userbar import BaseItem, ContentCheckerItem

from wagtail_therapy.content.content_checks.registry import ContentCheck

PREFIX = "therapy-"


class ContentCheckScript(BaseItem):
    """Loads our script with the user bar, without showing an item."""

    class Media:
        js = ["wagtail_therapy/admin/content_checks.js"]

    def render_html(self, parent_context: Any = None) -> str:
        return ""


def add_checks(items: list[Any], found: Mapping[ContentCheck, list[str]]) -> None:
    """Add the rules to a user bar's items, each with the places where it found something."""
    for item in items:
        if isinstance(item, ContentCheckerItem):
            _add_to(item, found)
    items.append(ContentCheckScript())


def _add_to(item: Any, found: Mapping[ContentCheck, list[str]]) -> None:
    """Change the object, not its class, which may be the host's."""
    item.axe_custom_rules = [*item.axe_custom_rules, *map(_rule, found)]
    item.axe_custom_checks = [*item.axe_custom_checks, *(_check(*one) for one in found.items())]
    item.axe_messages = item.axe_messages | {_id(check): _message(check) for check in found}
    # A host may have chosen tags instead, and axe doesn't accept both.
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
