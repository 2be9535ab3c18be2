"""What the reports of Mailjet mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://dev.mailjet.com/email/guides/webhooks/
MAILJET = Table(
    ("event", "error", "hard_bounce"),
    {
        ("sent", "", ""): EventType.DELIVERED,
        ("bounce|blocked", "spam reporter", ""): EventType.COMPLAINED,
        ("bounce|blocked", "duplicate in campaign", ""): EventType.FAILED,
        ("bounce|blocked", "quota exceeded", ""): EventType.FULL,
        ("bounce|blocked", "blacklisted|preblocked", ""): EventType.BLOCKED,
        ("bounce|blocked", "sender blocked|content blocked|policy issue", ""): EventType.BLOCKED,
        ("bounce|blocked", "relay/access denied", ""): EventType.BLOCKED,
        ("bounce", "greylisted", "true"): EventType.RETURNED,
        ("bounce", "greylisted", ""): EventType.DEFERRED,
        ("bounce", "system issue|protocol issue|connection issue", ""): EventType.RETURNED,
        ("bounce", "user unknown|mailbox inactive", "true"): EventType.GONE,
        ("bounce", "invalid domain|no mail host|typofix", "true"): EventType.GONE,
        ("bounce", "", "true"): EventType.GONE,
        ("bounce", "", ""): EventType.RETURNED,
        ("blocked", "user unknown|mailbox inactive", ""): EventType.GONE,
        ("blocked", "invalid domain|no mail host|typofix", ""): EventType.GONE,
        ("blocked", "", ""): EventType.BLOCKED,
        ("spam", "", ""): EventType.COMPLAINED,
        ("unsub", "", ""): EventType.UNSUBSCRIBED,
        ("open|click", "", ""): EventType.IGNORED,
    },
)
