"""What the reports of Mailtrap mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://docs.mailtrap.io/email-api-smtp/advanced/webhooks
MAILTRAP = Table(
    ("event",),
    {
        ("delivery",): EventType.DELIVERED,
        ("soft bounce|suspension",): EventType.DEFERRED,
        ("bounce",): EventType.GONE,
        ("reject",): EventType.BLOCKED,
        ("spam",): EventType.COMPLAINED,
        ("unsubscribe",): EventType.UNSUBSCRIBED,
        ("open|click",): EventType.IGNORED,
    },
)
