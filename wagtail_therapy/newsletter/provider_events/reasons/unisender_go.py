"""What the reports of Unisender Go mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

# https://godocs.unisender.ru/email-statuses
UNISENDER_GO = Table(
    ("status", "delivery_info.delivery_status"),
    {
        ("sent", ""): Kind.ACCEPTED,
        ("delivered", ""): Kind.DELIVERED,
        ("soft_bounced", ""): Kind.DEFERRED,
        ("hard_bounced", "err_user_unknown|err_user_inactive|err_domain_inactive"): Kind.GONE,
        ("hard_bounced", "err_mailbox_full"): Kind.FULL,
        ("hard_bounced", "err_spam_rejected|err_spam_skipped|err_blacklisted"): Kind.BLOCKED,
        ("hard_bounced", "err_skip_letter"): Kind.BLOCKED,
        ("hard_bounced", "err_unsubscribed"): Kind.UNSUBSCRIBED,
        ("hard_bounced", "err_will_retry"): Kind.DEFERRED,
        ("hard_bounced", "err_mailbox_discarded|err_too_large|err_unreachable"): Kind.RETURNED,
        ("hard_bounced", "err_destination_misconfigured"): Kind.RETURNED,
        ("hard_bounced", "err_delivery_failed|err_lost"): Kind.RETURNED,
        ("hard_bounced", ""): Kind.RETURNED,
        ("spam", ""): Kind.COMPLAINED,
        ("unsubscribed", ""): Kind.UNSUBSCRIBED,
        ("opened|clicked|subscribed", ""): Kind.IGNORED,
    },
)
