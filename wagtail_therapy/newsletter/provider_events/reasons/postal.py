"""What the reports of Postal mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://docs.postalserver.io/developer/webhooks
POSTAL = Table(
    ("event", "payload.status"),
    {
        ("MessageSent", ""): Kind.DELIVERED,
        ("MessageDelayed", "SoftFail"): Kind.DEFERRED,
        # Its delivery waits for a person.
        ("MessageHeld", ""): Kind.ACCEPTED,
        ("MessageDeliveryFailed", "HardFail"): Kind.RETURNED,
        ("MessageBounced|MessageDelayed", ""): Kind.RETURNED,
        ("MessageLinkClicked|MessageLoaded", ""): Kind.IGNORED,
    },
)
