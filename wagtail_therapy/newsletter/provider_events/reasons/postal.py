"""What the reports of Postal mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://docs.postalserver.io/developer/webhooks
POSTAL = Table(
    ("event", "payload.status"),
    {
        ("MessageSent", ""): EventType.DELIVERED,
        ("MessageDelayed", "SoftFail"): EventType.DEFERRED,
        # Its delivery waits for a person.
        ("MessageHeld", ""): EventType.ACCEPTED,
        ("MessageDeliveryFailed", "HardFail"): EventType.RETURNED,
        ("MessageBounced|MessageDelayed", ""): EventType.RETURNED,
        ("MessageLinkClicked|MessageLoaded", ""): EventType.IGNORED,
    },
)
