"""Pages that an editor has told to go live, or to go away, at a time."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import swapper
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision, Site

logger = logging.getLogger("wagtail_therapy.practice")

# What publishes them runs each minute, and may have been restarted.
LATE = timedelta(minutes=5)


def publish_due() -> None:
    """Let Wagtail publish and unpublish what is due. Raises nothing; a fault is logged."""
    try:
        call_command("publish_scheduled", stdout=StringIO())
    except Exception:
        # Whatever a host's page raises must not stop what else runs with this, such as the mail.
        logger.exception("Wagtail's publish_scheduled has failed")


def late(site: Site) -> Iterator[tuple[Any, datetime]]:
    """Yield pages of a site whose time has been over for some minutes, each with that time."""
    before = timezone.now() - LATE
    pages = swapper.load_model("wagtailcore", "Page").objects
    below = pages.descendant_of(site.root_page, inclusive=True)
    due = Revision.page_revisions.filter(approved_go_live_at__lt=before)
    times = dict(
        due.order_by("-approved_go_live_at").values_list("object_id", "approved_go_live_at")
    )
    # Wagtail keeps the keys of any model there, as text.
    for page in below.filter(pk__in=list(times)):
        yield page, times[str(page.pk)]
    for page in below.filter(live=True, expire_at__lt=before):
        yield page, page.expire_at
