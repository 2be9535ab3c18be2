"""What the reports of SendGrid mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
SENDGRID = Table(
    ("event", "type", "bounce_classification", "reason"),
    {
        ("processed", "", "", ""): EventType.ACCEPTED,
        ("delivered", "", "", ""): EventType.DELIVERED,
        ("deferred", "", "", ""): EventType.DEFERRED,
        ("bounce", "blocked", "", ""): EventType.BLOCKED,
        ("bounce", "expired", "", ""): EventType.RETURNED,
        ("bounce", "", "Content|Reputation|Frequency or Volume Too High", ""): EventType.BLOCKED,
        ("bounce", "", "Technical Failure", ""): EventType.RETURNED,
        (
            "bounce",
            "bounce",
            "Invalid Address|Mailbox Unavailable|Unclassified",
            "",
        ): EventType.GONE,
        ("bounce", "bounce", "", ""): EventType.GONE,
        ("bounce", "", "", ""): EventType.RETURNED,
        ("dropped", "", "", "Bounced Address|Invalid"): EventType.GONE,
        ("dropped", "", "", "Spam Reporting Address"): EventType.COMPLAINED,
        ("dropped", "", "", "Unsubscribed Address"): EventType.UNSUBSCRIBED,
        ("dropped", "", "", "Spam Content (if Spam Checker app is enabled)"): EventType.BLOCKED,
        ("dropped", "", "", "Invalid SMTPAPI header"): EventType.FAILED,
        ("dropped", "", "", "Recipient List over Package Quota"): EventType.FAILED,
        ("dropped", "", "", ""): EventType.BLOCKED,
        ("spamreport", "", "", ""): EventType.COMPLAINED,
        ("unsubscribe|group_unsubscribe", "", "", ""): EventType.UNSUBSCRIBED,
        ("open|click|group_resubscribe", "", "", ""): EventType.IGNORED,
    },
)
