"""Finds what a user has just published, in any way, so that they get messages about it.

Wagtail calls ``after_publish_page`` only for the form of a page. Its audit log also records who
published what with a bulk action, a workflow or an API. We read the log after each action that has
a hook, and on the next page of the admin after an action without one.
"""

from datetime import timedelta
from typing import Any

import swapper
from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.models import PageLogEntry

# Called with the request and each page that was published or scheduled.
HOOK = "after_therapy_publish"
DOORS = [
    "after_publish_page",
    "after_edit_page",
    "after_copy_page",
    "after_bulk_action",
    # Where Wagtail leads after approving on the dashboard, and to the post itself.
    "construct_homepage_panels",
    "before_edit_page",
]
ACTIONS = ["wagtail.publish", "wagtail.publish.schedule"]
# Pages published by a program, or in another browser, are news only for a short time.
LATELY = timedelta(minutes=5)
TOLD = "therapy_told_until"


def tell(request: HttpRequest) -> None:
    """Call the hooks for pages that this user has published, once each time one is published."""
    for page in _just_published(request):
        for told in hooks.get_hooks(HOOK):
            told(request, page)


def _just_published(request: HttpRequest) -> list[Any]:
    entries = PageLogEntry.objects.filter(
        user=request.user,
        action__in=ACTIONS,
        timestamp__gte=timezone.now() - LATELY,
        pk__gt=request.session.get(TOLD, 0),
    )
    found = list(entries.order_by("pk").values_list("pk", "page_id"))
    if not found:
        return []
    request.session[TOLD] = found[-1][0]
    keys = dict.fromkeys(page for _entry, page in found)
    pages = swapper.load_model("wagtailcore", "Page").objects.in_bulk(keys)
    return [pages[key].specific for key in keys if key in pages]
