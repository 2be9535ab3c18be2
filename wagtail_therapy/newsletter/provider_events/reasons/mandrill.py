"""What the reports of Mandrill mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://mailchimp.com/developer/transactional/docs/webhooks/
MANDRILL = Table(
    ("event|type", "action", "msg.bounce_description", "reject.reason|msg.reject.reason"),
    {
        ("send", "", "", ""): EventType.ACCEPTED,
        ("delivered", "", "", ""): EventType.DELIVERED,
        ("deferral", "", "", ""): EventType.DEFERRED,
        ("hard_bounce|soft_bounce", "", "mailbox_full", ""): EventType.FULL,
        ("hard_bounce", "", "bad_mailbox|invalid_domain", ""): EventType.GONE,
        ("hard_bounce", "", "", ""): EventType.GONE,
        ("soft_bounce", "", "", ""): EventType.RETURNED,
        ("reject", "", "", "hard-bounce|invalid"): EventType.GONE,
        ("reject", "", "", "spam"): EventType.COMPLAINED,
        ("reject", "", "", "unsub"): EventType.UNSUBSCRIBED,
        ("reject", "", "", "invalid-sender|test-mode-limit|unsigned"): EventType.FAILED,
        ("reject", "", "", "soft-bounce|custom|rule"): EventType.BLOCKED,
        ("reject", "", "", ""): EventType.BLOCKED,
        ("blacklist", "add", "", "hard-bounce"): EventType.GONE,
        ("blacklist", "add", "", "spam"): EventType.COMPLAINED,
        ("blacklist", "add", "", "unsub"): EventType.UNSUBSCRIBED,
        ("blacklist|whitelist", "", "", ""): EventType.IGNORED,
        ("spam", "", "", ""): EventType.COMPLAINED,
        ("unsub", "", "", ""): EventType.UNSUBSCRIBED,
        ("open|click", "", "", ""): EventType.IGNORED,
    },
)
