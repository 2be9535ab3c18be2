"""What the reports of Brevo mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://developers.brevo.com/docs/transactional-webhooks
BREVO = Table(
    ("event",),
    {
        ("request",): Kind.ACCEPTED,
        ("delivered",): Kind.DELIVERED,
        ("deferred",): Kind.DEFERRED,
        ("hard_bounce|invalid_email",): Kind.GONE,
        ("soft_bounce",): Kind.RETURNED,
        ("blocked",): Kind.BLOCKED,
        ("error",): Kind.FAILED,
        ("spam|complaint",): Kind.COMPLAINED,
        ("unsubscribe|unsubscribed",): Kind.UNSUBSCRIBED,
        ("opened|unique_opened|proxy_open|unique_proxy_open",): Kind.IGNORED,
        ("click|list_addition",): Kind.IGNORED,
    },
)
