"""Emails readers less often because the practice wants that, and tells each of them once."""

import uuid
from typing import Any

from django.db import transaction
from wagtail.models import Site

from wagtail_therapy.conf import conf

from .. import audit_log, clock
from ..copy_detection import places
from ..models import Mailing, NewsletterSettings, Subscriber
from ..models.subscriber_queries import language
from . import mailings


def queue(settings: NewsletterSettings, user: Any = None) -> list[Mailing]:
    """Queue a note to the readers who are emailed more often than the settings now say.

    They are moved when the note goes out. So if it is cancelled before that, nothing changes for
    them. Readers who have chosen how often they get emails are never moved, and none is ever
    emailed more often. Earlier notes that still wait are cancelled.
    """
    site, frequency = settings.site, settings.frequency
    with transaction.atomic():
        for notice in _waiting(site):
            mailings.cancel(notice)
        readers = movable(site, frequency)
        number = readers.count()
        spoken = readers.annotate(in_language=language(site)).values_list("in_language", flat=True)
        notices = [_notice(settings, user, one) for one in sorted(set(spoken.distinct()))]
        audit_log.record_frequency(site, frequency, number, user=user)
    return notices


def movable(site: Site, frequency: str) -> Any:
    """Return the readers who would be emailed less often."""
    return Subscriber.objects.filter(site=site).mailable().emailed_more_often(frequency)


def _waiting(site: Site) -> list[Mailing]:
    waiting = [Mailing.State.HELD, Mailing.State.PAUSED]
    notices = Mailing.objects.filter(site=site, kind=Mailing.Kind.FREQUENCY_NOTICE)
    return list(notices.filter(state__in=waiting, frozen_at=None))


def _notice(settings: NewsletterSettings, user: Any, spoken: str) -> Mailing:
    places.adopt_first(settings.site)
    now = clock.now()
    not_before = now + conf.mail_hold
    return Mailing.objects.create(
        site=settings.site,
        kind=Mailing.Kind.FREQUENCY_NOTICE,
        dedupe_key=f"frequency:{settings.site_id}:{uuid.uuid4()}:{spoken}",
        frequency=settings.frequency,
        language=spoken,
        not_before=not_before,
        not_after=not_before + conf.mail_stale_after,
        created_at=now,
        created_by=user,
    )
