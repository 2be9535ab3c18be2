"""What the reports of Amazon SES mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

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
        ("Send", "", "", ""): EventType.ACCEPTED,
        ("Delivery", "", "", ""): EventType.DELIVERED,
        ("DeliveryDelay", "", "", ""): EventType.DEFERRED,
        # It found a virus.
        ("Reject|Rendering Failure", "", "", ""): EventType.FAILED,
        (
            "Bounce",
            "Permanent",
            "General|NoEmail|Suppressed|OnAccountSuppressionList",
            "",
        ): EventType.GONE,
        ("Bounce", "Transient", "MailboxFull", ""): EventType.FULL,
        ("Bounce", "Transient", "ContentRejected|AttachmentRejected", ""): EventType.BLOCKED,
        (
            "Bounce",
            "Transient",
            "General|MessageTooLarge|CustomTimeoutExceeded",
            "",
        ): EventType.RETURNED,
        ("Bounce", "Undetermined", "Undetermined", ""): EventType.RETURNED,
        ("Bounce", "", "", ""): EventType.RETURNED,
        # The receiver's software says these, not a reader (RFC 5965, RFC 6591).
        ("Complaint", "", "", "not-spam|auth-failure"): EventType.IGNORED,
        ("Complaint", "", "", "abuse|fraud|virus|other"): EventType.COMPLAINED,
        ("Complaint", "", "", ""): EventType.COMPLAINED,
        ("Open|Click|Subscription", "", "", ""): EventType.IGNORED,
    },
)
