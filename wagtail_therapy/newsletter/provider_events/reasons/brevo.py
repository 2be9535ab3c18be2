"""What the reports of Brevo mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://developers.brevo.com/docs/transactional-webhooks
BREVO = Table(
    ("event",),
    {
        ("request",): EventType.ACCEPTED,
        ("delivered",): EventType.DELIVERED,
        ("deferred",): EventType.DEFERRED,
        ("hard_bounce|invalid_email",): EventType.GONE,
        ("soft_bounce",): EventType.RETURNED,
        ("blocked",): EventType.BLOCKED,
        ("error",): EventType.FAILED,
        ("spam|complaint",): EventType.COMPLAINED,
        ("unsubscribe|unsubscribed",): EventType.UNSUBSCRIBED,
        ("opened|unique_opened|proxy_open|unique_proxy_open",): EventType.IGNORED,
        ("click|list_addition",): EventType.IGNORED,
    },
)
