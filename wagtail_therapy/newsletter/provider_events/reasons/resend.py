"""What the reports of Resend mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://resend.com/docs/webhooks/event-types
RESEND = Table(
    ("type", "data.bounce.type", "data.bounce.subType"),
    {
        ("email.sent|email.scheduled", "", ""): EventType.ACCEPTED,
        ("email.delivered", "", ""): EventType.DELIVERED,
        ("email.delivery_delayed", "", ""): EventType.DEFERRED,
        ("email.bounced", "Permanent", ""): EventType.GONE,
        ("email.bounced", "Transient", "MailboxFull"): EventType.FULL,
        ("email.bounced", "Transient", "ContentRejected|AttachmentRejected"): EventType.BLOCKED,
        ("email.bounced", "Transient", "General|MessageTooLarge"): EventType.RETURNED,
        ("email.bounced", "Undetermined", ""): EventType.RETURNED,
        ("email.bounced", "", ""): EventType.RETURNED,
        # On its own list, for a reason that it doesn't give.
        ("email.suppressed", "", ""): EventType.BLOCKED,
        ("email.failed", "", ""): EventType.FAILED,
        ("email.complained", "", ""): EventType.COMPLAINED,
        ("email.opened|email.clicked", "", ""): EventType.IGNORED,
    },
)
