"""What the reports of Resend mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://resend.com/docs/webhooks/event-types
RESEND = Table(
    ("type", "data.bounce.type", "data.bounce.subType"),
    {
        ("email.sent|email.scheduled", "", ""): Kind.ACCEPTED,
        ("email.delivered", "", ""): Kind.DELIVERED,
        ("email.delivery_delayed", "", ""): Kind.DEFERRED,
        ("email.bounced", "Permanent", ""): Kind.GONE,
        ("email.bounced", "Transient", "MailboxFull"): Kind.FULL,
        ("email.bounced", "Transient", "ContentRejected|AttachmentRejected"): Kind.BLOCKED,
        ("email.bounced", "Transient", "General|MessageTooLarge"): Kind.RETURNED,
        ("email.bounced", "Undetermined", ""): Kind.RETURNED,
        ("email.bounced", "", ""): Kind.RETURNED,
        # On its own list, for a reason that it does not tell.
        ("email.suppressed", "", ""): Kind.BLOCKED,
        ("email.failed", "", ""): Kind.FAILED,
        ("email.complained", "", ""): Kind.COMPLAINED,
        ("email.opened|email.clicked", "", ""): Kind.IGNORED,
    },
)
