"""What the reports of Amazon SES mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
AMAZON_SES = Table(
    (
        "eventType|notificationType",
        "bounce.bounceType",
        "bounce.bounceSubType",
        "complaint.complaintFeedbackType",
    ),
    {
        ("Send", "", "", ""): Kind.ACCEPTED,
        ("Delivery", "", "", ""): Kind.DELIVERED,
        ("DeliveryDelay", "", "", ""): Kind.DEFERRED,
        # It found a virus.
        ("Reject|Rendering Failure", "", "", ""): Kind.FAILED,
        (
            "Bounce",
            "Permanent",
            "General|NoEmail|Suppressed|OnAccountSuppressionList",
            "",
        ): Kind.GONE,
        ("Bounce", "Transient", "MailboxFull", ""): Kind.FULL,
        ("Bounce", "Transient", "ContentRejected|AttachmentRejected", ""): Kind.BLOCKED,
        ("Bounce", "Transient", "General|MessageTooLarge|CustomTimeoutExceeded", ""): Kind.RETURNED,
        ("Bounce", "Undetermined", "Undetermined", ""): Kind.RETURNED,
        ("Bounce", "", "", ""): Kind.RETURNED,
        # A receiver's program says these, no reader (RFC 5965, RFC 6591).
        ("Complaint", "", "", "not-spam|auth-failure"): Kind.IGNORED,
        ("Complaint", "", "", "abuse|fraud|virus|other"): Kind.COMPLAINED,
        ("Complaint", "", "", ""): Kind.COMPLAINED,
        ("Open|Click|Subscription", "", "", ""): Kind.IGNORED,
    },
)
