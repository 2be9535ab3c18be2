"""What the reports of Mandrill mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://mailchimp.com/developer/transactional/docs/webhooks/
MANDRILL = Table(
    ("event|type", "action", "msg.bounce_description", "reject.reason|msg.reject.reason"),
    {
        ("send", "", "", ""): Kind.ACCEPTED,
        ("delivered", "", "", ""): Kind.DELIVERED,
        ("deferral", "", "", ""): Kind.DEFERRED,
        ("hard_bounce|soft_bounce", "", "mailbox_full", ""): Kind.FULL,
        ("hard_bounce", "", "bad_mailbox|invalid_domain", ""): Kind.GONE,
        ("hard_bounce", "", "", ""): Kind.GONE,
        ("soft_bounce", "", "", ""): Kind.RETURNED,
        ("reject", "", "", "hard-bounce|invalid"): Kind.GONE,
        ("reject", "", "", "spam"): Kind.COMPLAINED,
        ("reject", "", "", "unsub"): Kind.UNSUBSCRIBED,
        ("reject", "", "", "invalid-sender|test-mode-limit|unsigned"): Kind.FAILED,
        ("reject", "", "", "soft-bounce|custom|rule"): Kind.BLOCKED,
        ("reject", "", "", ""): Kind.BLOCKED,
        ("blacklist", "add", "", "hard-bounce"): Kind.GONE,
        ("blacklist", "add", "", "spam"): Kind.COMPLAINED,
        ("blacklist", "add", "", "unsub"): Kind.UNSUBSCRIBED,
        ("blacklist|whitelist", "", "", ""): Kind.IGNORED,
        ("spam", "", "", ""): Kind.COMPLAINED,
        ("unsub", "", "", ""): Kind.UNSUBSCRIBED,
        ("open|click", "", "", ""): Kind.IGNORED,
    },
)
