"""Pages that an editor has told to go live, or to go away, at a time."""

import logging
from datetime import datetime, timedelta
from io import StringIO
from typing import NamedTuple

import swapper
from django.apps import apps
from django.core.management import call_command
from django.db.models import CharField, Model, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision

logger = logging.getLogger("wagtail_therapy.practice")

# What publishes them runs each minute, and may have been restarted.
LATE = timedelta(minutes=5)


def publish_due(ahead: float = 0) -> None:
    """Let Wagtail publish and unpublish what is due. Raises nothing; a fault is logged.

    Wagtail goes by this host's clock. If that is so many seconds ``ahead`` of the right time, and
    something would go live or away too early, nothing is done: a later call, or another host, does
    it. A clock that is behind makes pages late, because Wagtail publishes none before its time.
    """
    try:
        if not _is_too_early(ahead):
            call_command("publish_scheduled", stdout=StringIO())
    except Exception:
        # Whatever a host's page raises must not stop what else runs with this, such as the mail.
        logger.exception("Wagtail's publish_scheduled has failed")


def _is_too_early(ahead: float) -> bool:
    """Whether Wagtail takes something for due whose time has not come."""
    if ahead <= 0:
        return False
    now = timezone.now()
    early = (now - timedelta(seconds=ahead), now)
    if Revision.objects.filter(approved_go_live_at__range=early).exists():
        return True
    expiring = (model._default_manager for model in _models_with_drafts())
    return any(rows.filter(live=True, expire_at__range=early).exists() for rows in expiring)


def _models_with_drafts() -> list[type[Model]]:
    """Return the models that Wagtail's command looks at."""
    page = swapper.load_model("wagtailcore", "Page")
    drafts = (model for model in apps.get_models() if issubclass(model, DraftStateMixin))
    return [page, *(model for model in drafts if not issubclass(model, page))]


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
