"""What the reports of Mailjet mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://dev.mailjet.com/email/guides/webhooks/
MAILJET = Table(
    ("event", "error", "hard_bounce"),
    {
        ("sent", "", ""): Kind.DELIVERED,
        ("bounce|blocked", "spam reporter", ""): Kind.COMPLAINED,
        ("bounce|blocked", "duplicate in campaign", ""): Kind.FAILED,
        ("bounce|blocked", "quota exceeded", ""): Kind.FULL,
        ("bounce|blocked", "blacklisted|preblocked", ""): Kind.BLOCKED,
        ("bounce|blocked", "sender blocked|content blocked|policy issue", ""): Kind.BLOCKED,
        ("bounce|blocked", "relay/access denied", ""): Kind.BLOCKED,
        ("bounce", "greylisted", "true"): Kind.RETURNED,
        ("bounce", "greylisted", ""): Kind.DEFERRED,
        ("bounce", "system issue|protocol issue|connection issue", ""): Kind.RETURNED,
        ("bounce", "user unknown|mailbox inactive", "true"): Kind.GONE,
        ("bounce", "invalid domain|no mail host|typofix", "true"): Kind.GONE,
        ("bounce", "", "true"): Kind.GONE,
        ("bounce", "", ""): Kind.RETURNED,
        ("blocked", "user unknown|mailbox inactive", ""): Kind.GONE,
        ("blocked", "invalid domain|no mail host|typofix", ""): Kind.GONE,
        ("blocked", "", ""): Kind.BLOCKED,
        ("spam", "", ""): Kind.COMPLAINED,
        ("unsub", "", ""): Kind.UNSUBSCRIBED,
        ("open|click", "", ""): Kind.IGNORED,
    },
)
