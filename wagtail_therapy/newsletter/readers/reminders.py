"""Reminds people once who asked to subscribe and haven't confirmed, if the practice wants that.

A reminder is a confirmation email with other words, so the same limits apply to it.
"""

from wagtail_therapy.conf import conf

from .. import clock
from ..models import NewsletterSettings, Subscriber


def queue_due() -> int:
    """Make reminders due; return how many. Any number of processes may run it."""
    now = clock.now()
    sites = NewsletterSettings.objects.filter(sends_reminder=True).values("site")
    waiting = Subscriber.objects.awaiting_reminder(now - conf.confirmation_reminder_after)
    return waiting.filter(site__in=sites).update(confirmation_due_at=now, reminded_at=now)


def is_due(subscriber: Subscriber) -> bool:
    """Whether the reader's due email is the reminder. If they ask once more, it isn't."""
    reminded_at = subscriber.reminded_at
    return reminded_at is not None and reminded_at >= subscriber.requested_at
