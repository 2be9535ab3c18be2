"""What the reports of Mailtrap mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://docs.mailtrap.io/email-api-smtp/advanced/webhooks
MAILTRAP = Table(
    ("event",),
    {
        ("delivery",): Kind.DELIVERED,
        ("soft bounce|suspension",): Kind.DEFERRED,
        ("bounce",): Kind.GONE,
        ("reject",): Kind.BLOCKED,
        ("spam",): Kind.COMPLAINED,
        ("unsubscribe",): Kind.UNSUBSCRIBED,
        ("open|click",): Kind.IGNORED,
    },
)
