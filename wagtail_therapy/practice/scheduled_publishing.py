"""Pages that are scheduled to go live or to expire."""

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

# The scheduler runs each minute, and may have been restarted.
LATE_AFTER = timedelta(minutes=5)


def publish_due(ahead: float = 0) -> None:
    """Let Wagtail publish and unpublish what is due. Logs errors and never raises.

    Wagtail uses this host's clock. If the clock is ``ahead`` by so many seconds and a page would go
    live or expire too early, this does nothing: a later call or another host will do it. If the
    clock is behind, pages are late.
    """
    try:
        if not _is_too_early(ahead):
            call_command("publish_scheduled", stdout=StringIO())
    except Exception:
        # An error in a host's page must not stop other work of this process, such as email.
        logger.exception("Wagtail's publish_scheduled failed")


def _is_too_early(ahead: float) -> bool:
    """Whether Wagtail would publish or unpublish something before its time."""
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


class LatePage(NamedTuple):
    """A page that is some minutes late."""

    page_id: int
    title: str
    due_at: datetime
    # Otherwise it expires.
    goes_live: bool


def latest_page() -> LatePage | None:
    """Return the page, of any site, that has been late for longest; None if none is late."""
    before = timezone.now() - LATE_AFTER
    # Wagtail stores the keys of any model there, as text.
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
    return LatePage(page.pk, page.get_admin_display_title(), due_at, page.goes_live_at is not None)
