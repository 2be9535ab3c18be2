"""A line in the log for each turn that a mailing takes: by its number, never by its title."""

import logging

from .models import Mailing

logger = logging.getLogger("wagtail_therapy.newsletter")

RESULTS = ["sent", "unknown", "failed", "skipped", "left"]


def write(event: str, mailing: Mailing, level: int = logging.INFO) -> None:
    """Log what happened to a mailing, and the results of its recipients at that moment."""
    counts = ", ".join(f"{getattr(mailing, name)} {name}" for name in RESULTS)
    logger.log(level, "Mailing %s %s: %s recipients, %s", mailing.pk, event, mailing.total, counts)
