"""Finds what a user has just published, in any way, so that they get messages about it.

Wagtail calls ``after_publish_page`` only for the form of a page. Its audit log also records who
published what with a bulk action, a workflow or an API. We read the log after each action that has
a hook, and on the next page of the admin after an action without one.
"""

from datetime import timedelta
from typing import Any

import swapper
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import PageLogEntry

# Called with the request and each page that was published or scheduled.
AFTER_PUBLISH_HOOK = "after_therapy_publish"
TRIGGER_HOOKS = [
    "after_publish_page",
    "after_edit_page",
    "after_copy_page",
    "after_bulk_action",
    # Where Wagtail leads after approving on the dashboard, and to the post itself.
    "construct_homepage_panels",
    "before_edit_page",
]
# What a workflow approved and could not publish; the entry says why.
NOT_PUBLISHED = "wagtail_therapy.not_published"
ACTIONS = ["wagtail.publish", "wagtail.publish.schedule", NOT_PUBLISHED]
# Pages published by a program, or in another browser, are news only for a short time.
RECENT = timedelta(minutes=5)
SESSION_KEY = "therapy_told_until"


def show_publish_messages(request: HttpRequest) -> None:
    """Call the hooks for pages that this user has published, once each time one is published.

    Also say what was approved and not published.
    """
    for page, fault in _unseen_results(request):
        if fault:
            show_error(request, page, fault)
            continue
        for told in hooks.get_hooks(AFTER_PUBLISH_HOOK):
            told(request, page)


def show_error(request: HttpRequest, page: Any, fault: str, text: str = "") -> None:
    """Say why a page was not published, or what the text says instead."""
    text = text or _("“%(title)s” was not published. %(fault)s")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    said = text % {"title": page.get_admin_display_title(), "fault": fault}
    messages.error(request, said, buttons=[messages.button(edit, _("Edit"))])


def _unseen_results(request: HttpRequest) -> list[tuple[Any, str]]:
    """Return each page once, and what kept it from being published, if that came last."""
    entries = PageLogEntry.objects.filter(
        user=request.user,
        action__in=ACTIONS,
        timestamp__gte=timezone.now() - RECENT,
        pk__gt=request.session.get(SESSION_KEY, 0),
    )
    found = list(entries.order_by("pk"))
    if not found:
        return []
    request.session[SESSION_KEY] = found[-1].pk
    faults = {entry.page_id: entry.data.get("fault", "") for entry in found}
    pages = swapper.load_model("wagtailcore", "Page").objects.in_bulk(faults)
    return [(pages[key].specific, fault) for key, fault in faults.items() if key in pages]
