"""What the reports of Unisender Go mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://godocs.unisender.ru/email-statuses
UNISENDER_GO = Table(
    ("status", "delivery_info.delivery_status"),
    {
        ("sent", ""): EventType.ACCEPTED,
        ("delivered", ""): EventType.DELIVERED,
        ("soft_bounced", ""): EventType.DEFERRED,
        ("hard_bounced", "err_user_unknown|err_user_inactive|err_domain_inactive"): EventType.GONE,
        ("hard_bounced", "err_mailbox_full"): EventType.FULL,
        ("hard_bounced", "err_spam_rejected|err_spam_skipped|err_blacklisted"): EventType.BLOCKED,
        ("hard_bounced", "err_skip_letter"): EventType.BLOCKED,
        ("hard_bounced", "err_unsubscribed"): EventType.UNSUBSCRIBED,
        ("hard_bounced", "err_will_retry"): EventType.DEFERRED,
        ("hard_bounced", "err_mailbox_discarded|err_too_large|err_unreachable"): EventType.RETURNED,
        ("hard_bounced", "err_destination_misconfigured"): EventType.RETURNED,
        ("hard_bounced", "err_delivery_failed|err_lost"): EventType.RETURNED,
        ("hard_bounced", ""): EventType.RETURNED,
        ("spam", ""): EventType.COMPLAINED,
        ("unsubscribed", ""): EventType.UNSUBSCRIBED,
        ("opened|clicked|subscribed", ""): EventType.IGNORED,
    },
)
