"""What the reports of SendGrid mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
SENDGRID = Table(
    ("event", "type", "bounce_classification", "reason"),
    {
        ("processed", "", "", ""): Kind.ACCEPTED,
        ("delivered", "", "", ""): Kind.DELIVERED,
        ("deferred", "", "", ""): Kind.DEFERRED,
        ("bounce", "blocked", "", ""): Kind.BLOCKED,
        ("bounce", "expired", "", ""): Kind.RETURNED,
        ("bounce", "", "Content|Reputation|Frequency or Volume Too High", ""): Kind.BLOCKED,
        ("bounce", "", "Technical Failure", ""): Kind.RETURNED,
        ("bounce", "bounce", "Invalid Address|Mailbox Unavailable|Unclassified", ""): Kind.GONE,
        ("bounce", "bounce", "", ""): Kind.GONE,
        ("bounce", "", "", ""): Kind.RETURNED,
        ("dropped", "", "", "Bounced Address|Invalid"): Kind.GONE,
        ("dropped", "", "", "Spam Reporting Address"): Kind.COMPLAINED,
        ("dropped", "", "", "Unsubscribed Address"): Kind.UNSUBSCRIBED,
        ("dropped", "", "", "Spam Content (if Spam Checker app is enabled)"): Kind.BLOCKED,
        ("dropped", "", "", "Invalid SMTPAPI header"): Kind.FAILED,
        ("dropped", "", "", "Recipient List over Package Quota"): Kind.FAILED,
        ("dropped", "", "", ""): Kind.BLOCKED,
        ("spamreport", "", "", ""): Kind.COMPLAINED,
        ("unsubscribe|group_unsubscribe", "", "", ""): Kind.UNSUBSCRIBED,
        ("open|click|group_resubscribe", "", "", ""): Kind.IGNORED,
    },
)
