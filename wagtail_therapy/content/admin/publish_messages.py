"""Shows messages about pages that a user has just published, in whichever way.

Wagtail calls ``after_publish_page`` only for the page form. Its audit log also records what users
publish with a bulk action, a workflow or an API. We read the log after each action that has a hook.
After other actions, we read it on the next admin page.
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

# We call it with the request and each page that was published or scheduled.
AFTER_PUBLISH_HOOK = "after_therapy_publish"
TRIGGER_HOOKS = [
    "after_publish_page",
    "after_edit_page",
    "after_copy_page",
    "after_bulk_action",
    # Where Wagtail redirects after an approval: the dashboard or the page.
    "construct_homepage_panels",
    "before_edit_page",
]
# The log action for pages that a workflow approved but could not publish.
NOT_PUBLISHED = "wagtail_therapy.not_published"
ACTIONS = ["wagtail.publish", "wagtail.publish.schedule", NOT_PUBLISHED]
# Older entries are from programs or other browsers, and no longer news.
RECENT = timedelta(minutes=5)
SESSION_KEY = "therapy_told_until"


def show_publish_messages(request: HttpRequest) -> None:
    """Call the hooks for each page that this user has published since the last call.

    Also show an error for each page that was approved but not published.
    """
    for page, fault in _unseen_results(request):
        if fault:
            show_error(request, page, fault)
            continue
        for told in hooks.get_hooks(AFTER_PUBLISH_HOOK):
            told(request, page)


def show_error(request: HttpRequest, page: Any, fault: str, text: str = "") -> None:
    """Show an error about a page that was not published. ``text`` replaces the message."""
    text = text or _("“%(title)s” was not published. %(fault)s")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    said = text % {"title": page.get_admin_display_title(), "fault": fault}
    messages.error(request, said, buttons=[messages.button(edit, _("Edit"))])


def _unseen_results(request: HttpRequest) -> list[tuple[Any, str]]:
    """Return each page once, with the reason if it was not published the last time."""
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
