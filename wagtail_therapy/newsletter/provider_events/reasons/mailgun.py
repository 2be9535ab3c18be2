"""What the reports of Mailgun mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://documentation.mailgun.com/docs/mailgun/user-manual/events/events
MAILGUN = Table(
    ("event-data.event", "event-data.severity", "event-data.reason"),
    {
        ("accepted", "", ""): EventType.ACCEPTED,
        ("delivered", "", ""): EventType.DELIVERED,
        ("rejected", "", ""): EventType.FAILED,
        ("failed", "", "suppress-bounce"): EventType.GONE,
        ("failed", "", "suppress-complaint"): EventType.COMPLAINED,
        ("failed", "", "suppress-unsubscribe"): EventType.UNSUBSCRIBED,
        ("failed", "temporary", ""): EventType.DEFERRED,
        ("failed", "permanent", "bounce"): EventType.GONE,
        ("failed", "permanent", "espblock"): EventType.BLOCKED,
        ("failed", "permanent", "generic|greylisted|old"): EventType.RETURNED,
        ("failed", "", ""): EventType.RETURNED,
        ("complained", "", ""): EventType.COMPLAINED,
        ("unsubscribed", "", ""): EventType.UNSUBSCRIBED,
        ("opened|clicked|stored", "", ""): EventType.IGNORED,
    },
)
