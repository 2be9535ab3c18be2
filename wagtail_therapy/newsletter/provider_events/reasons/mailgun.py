"""What the reports of Mailgun mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://documentation.mailgun.com/docs/mailgun/user-manual/events/events
MAILGUN = Table(
    ("event-data.event", "event-data.severity", "event-data.reason"),
    {
        ("accepted", "", ""): Kind.ACCEPTED,
        ("delivered", "", ""): Kind.DELIVERED,
        ("rejected", "", ""): Kind.FAILED,
        ("failed", "", "suppress-bounce"): Kind.GONE,
        ("failed", "", "suppress-complaint"): Kind.COMPLAINED,
        ("failed", "", "suppress-unsubscribe"): Kind.UNSUBSCRIBED,
        ("failed", "temporary", ""): Kind.DEFERRED,
        ("failed", "permanent", "bounce"): Kind.GONE,
        ("failed", "permanent", "espblock"): Kind.BLOCKED,
        ("failed", "permanent", "generic|greylisted|old"): Kind.RETURNED,
        ("failed", "", ""): Kind.RETURNED,
        ("complained", "", ""): Kind.COMPLAINED,
        ("unsubscribed", "", ""): Kind.UNSUBSCRIBED,
        ("opened|clicked|stored", "", ""): Kind.IGNORED,
    },
)
