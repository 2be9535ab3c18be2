"""What a user has just published, by whatever door, for whatever is to be told of it.

Wagtail calls ``after_publish_page`` for the form of a page only. Its audit log knows who published
what by a bulk action, a workflow or an API as well, and that is read here: after each act with a
hook, and on the next page of the admin after an act without one.
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
# What was published by a program, or in another browser, is no news for long.
LATELY = timedelta(minutes=5)
TOLD = "therapy_told_until"


def tell(request: HttpRequest) -> None:
    """Call what waits for pages that this user has published, once for each act of publishing."""
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
