"""Pages that an editor has told to go live, or to go away, at a time."""

import logging
from datetime import datetime, timedelta
from io import StringIO
from typing import NamedTuple

import swapper
from django.core.management import call_command
from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Revision

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


class Late(NamedTuple):
    """A page whose time has been over for some minutes."""

    page_id: int
    title: str
    due_at: datetime
    # Else it was to go away.
    goes_live: bool


def late() -> Late | None:
    """Return the page of any site that has been late for longest; None when none is."""
    before = timezone.now() - LATE
    # Wagtail keeps the keys of any model there, as text.
    revisions = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), CharField()))
    times = revisions.filter(approved_go_live_at__lt=before).values("approved_go_live_at")
    pages = swapper.load_model("wagtailcore", "Page").objects.annotate(
        goes_live_at=Subquery(times.order_by("approved_go_live_at")[:1])
    )
    is_late = Q(goes_live_at__isnull=False) | Q(live=True, expire_at__lt=before)
    page = pages.filter(is_late).order_by("goes_live_at", "expire_at").first()
    if page is None:
        return None
    due_at = page.goes_live_at or page.expire_at
    return Late(page.pk, page.get_admin_display_title(), due_at, page.goes_live_at is not None)
