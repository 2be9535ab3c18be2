"""Emails an announcement to the readers of its site, once."""

from typing import Any

from django.db import transaction

from wagtail_therapy.conf import conf

from .. import audit_log, clock
from ..copy_detection import places
from ..models import Announcement, Mailing
from . import mailings


def queue(announcement: Announcement, user: Any) -> Mailing | None:
    """Create the mailing of an announcement, held as that of a post. None: it has one already.

    A mailing that was cancelled before anyone got it is held again.
    """
    places.adopt_first(announcement.site)
    now = clock.now()
    mailing = Mailing(
        kind=Mailing.Kind.ANNOUNCEMENT,
        announcement=announcement,
        site=announcement.site,
        dedupe_key=f"announcement:{announcement.pk}",
        language=announcement.language,
        not_before=now + conf.mail_hold,
        not_after=now + conf.mail_hold + conf.mail_stale_after,
        created_at=now,
        created_by=user,
    )
    with transaction.atomic():
        # If two requests send it, one inserts the row, and neither gets an error.
        Mailing.objects.bulk_create([mailing], ignore_conflicts=True)
        queued = Mailing.objects.get(dedupe_key=mailing.dedupe_key)
        if queued.uuid == mailing.uuid:
            audit_log.record(queued, audit_log.ANNOUNCE, user)
            return queued
    return queued if mailings.reschedule(queued, user) else None


def may_be_edited(announcement: Announcement) -> bool:
    """Whether its text can still change: until its email is made."""
    mailing = mailing_of(announcement)
    return mailing is None or mailing.is_held or mailing.can_be_rescheduled


def mailing_of(announcement: Announcement) -> Mailing | None:
    return Mailing.objects.filter(announcement=announcement).first()
