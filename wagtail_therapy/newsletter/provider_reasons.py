"""What the words of each mail provider mean: one table for each.

``docs/reference/provider-events.md`` shows the same tables, and a test compares them. A provider
that has none here, and what a table does not have, is read as anymail reads it.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from .report_kinds import Kind


class Table(NamedTuple):
    """The fields that a provider tells its reasons in, and what their values mean together.

    A row may name several values for a field (``a|b``), or none: then any value will do. The first
    row that fits counts. Letter case makes no difference.
    """

    fields: tuple[str, ...]
    rows: dict[tuple[str, ...], Kind]


def kind_of(provider: str, payload: Any) -> Kind | None:
    """Return what a provider's payload means; None when its table does not say."""
    table = TABLES.get(provider)
    if table is None:
        return None
    told = [_as_word(found(payload, field)) for field in table.fields]
    return next((kind for row, kind in table.rows.items() if _fits(row, told)), None)


def found(payload: Any, field: str) -> Any:
    """Return what lies at a path in a parsed JSON document. A star is the only key there.

    Of several paths (``a|b``) the first that leads somewhere counts.
    """
    values = (_at(payload, path.split(".")) for path in field.split("|"))
    return next((value for value in values if value is not None), None)


def _at(value: Any, path: list[str]) -> Any:
    for name in path:
        match value:
            case Mapping():
                value = next(iter(value.values()), None) if name == "*" else value.get(name)
            case [first, *_] if name == "0":
                value = first
            case _:
                return None
    return value


def _as_word(value: Any) -> str:
    return str(value).lower() if isinstance(value, str | bool | int) else ""


def _fits(row: tuple[str, ...], told: list[str]) -> bool:
    return all(
        not values or value in values.lower().split("|")
        for values, value in zip(row, told, strict=True)
    )


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

# https://developers.brevo.com/docs/transactional-webhooks
BREVO = Table(
    ("event",),
    {
        ("request",): Kind.ACCEPTED,
        ("delivered",): Kind.DELIVERED,
        ("deferred",): Kind.DEFERRED,
        ("hard_bounce|invalid_email",): Kind.GONE,
        ("soft_bounce",): Kind.RETURNED,
        ("blocked",): Kind.BLOCKED,
        ("error",): Kind.FAILED,
        ("spam|complaint",): Kind.COMPLAINED,
        ("unsubscribe|unsubscribed",): Kind.UNSUBSCRIBED,
        ("opened|unique_opened|proxy_open|unique_proxy_open",): Kind.IGNORED,
        ("click|list_addition",): Kind.IGNORED,
    },
)

# https://developers.mailersend.com/api/v1/webhooks.html
MAILERSEND = Table(
    ("data.type",),
    {
        ("sent",): Kind.ACCEPTED,
        ("delivered",): Kind.DELIVERED,
        ("deferred",): Kind.DEFERRED,
        ("hard_bounced",): Kind.GONE,
        ("soft_bounced",): Kind.RETURNED,
        ("spam_complaint",): Kind.COMPLAINED,
        ("unsubscribed",): Kind.UNSUBSCRIBED,
        ("opened|opened_unique|clicked|clicked_unique",): Kind.IGNORED,
        ("survey_opened|survey_submitted",): Kind.IGNORED,
    },
)

# https://documentation.mailgun.com/docs/mailgun/user-manual/events/events
MAILGUN = Table(
    ("event-data.event", "event-data.severity", "event-data.reason"),
    {
        ("accepted", "", ""): Kind.ACCEPTED,
        ("delivered", "", ""): Kind.DELIVERED,
        ("rejected", "", ""): Kind.FAILED,
        ("failed", "", "suppress-bounce"): Kind.GONE,
        ("failed", "", "suppress-complaint"): Kind.COMPLAINED,
        ("failed", "", "suppress-unsubscribe"): Kind.UNSUBSCRIBED,
        ("failed", "temporary", ""): Kind.DEFERRED,
        ("failed", "permanent", "bounce"): Kind.GONE,
        ("failed", "permanent", "espblock"): Kind.BLOCKED,
        ("failed", "permanent", "generic|greylisted|old"): Kind.RETURNED,
        ("failed", "", ""): Kind.RETURNED,
        ("complained", "", ""): Kind.COMPLAINED,
        ("unsubscribed", "", ""): Kind.UNSUBSCRIBED,
        ("opened|clicked|stored", "", ""): Kind.IGNORED,
    },
)

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

# https://docs.mailtrap.io/email-api-smtp/advanced/webhooks
MAILTRAP = Table(
    ("event",),
    {
        ("delivery",): Kind.DELIVERED,
        ("soft bounce|suspension",): Kind.DEFERRED,
        ("bounce",): Kind.GONE,
        ("reject",): Kind.BLOCKED,
        ("spam",): Kind.COMPLAINED,
        ("unsubscribe",): Kind.UNSUBSCRIBED,
        ("open|click",): Kind.IGNORED,
    },
)

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

# https://docs.postalserver.io/developer/webhooks
POSTAL = Table(
    ("event", "payload.status"),
    {
        ("MessageSent", ""): Kind.DELIVERED,
        ("MessageDelayed", "SoftFail"): Kind.DEFERRED,
        # Its delivery waits for a person.
        ("MessageHeld", ""): Kind.ACCEPTED,
        ("MessageDeliveryFailed", "HardFail"): Kind.RETURNED,
        ("MessageBounced|MessageDelayed", ""): Kind.RETURNED,
        ("MessageLinkClicked|MessageLoaded", ""): Kind.IGNORED,
    },
)

# https://postmarkapp.com/developer/api/bounce-api#bounce-types
POSTMARK = Table(
    ("RecordType", "Type", "SuppressSending", "SuppressionReason"),
    {
        ("Delivery", "", "", ""): Kind.DELIVERED,
        ("Bounce", "Transient|DnsError", "", ""): Kind.DEFERRED,
        ("Bounce", "HardBounce|BadEmailAddress", "", ""): Kind.GONE,
        # Delivered, and filed as spam by a filter.
        ("Bounce", "SpamNotification|VirusNotification", "", ""): Kind.BLOCKED,
        ("Bounce", "Blocked|DMARCPolicy|ManuallyDeactivated|Unconfirmed", "", ""): Kind.BLOCKED,
        ("Bounce", "SoftBounce|Unknown", "", ""): Kind.RETURNED,
        ("Bounce", "SMTPApiError|TemplateRenderingFailed", "", ""): Kind.FAILED,
        ("Bounce", "SpamComplaint", "", ""): Kind.COMPLAINED,
        ("Bounce", "Unsubscribe|ManualSuppression", "", ""): Kind.UNSUBSCRIBED,
        ("Bounce", "AutoResponder|AddressChange|ChallengeVerification", "", ""): Kind.IGNORED,
        ("Bounce", "Subscribe|OpenRelayTest|InboundError", "", ""): Kind.IGNORED,
        ("Bounce", "", "", ""): Kind.RETURNED,
        ("SpamComplaint", "", "", ""): Kind.COMPLAINED,
        ("SubscriptionChange", "", "false", ""): Kind.IGNORED,
        ("SubscriptionChange", "", "", "HardBounce"): Kind.GONE,
        ("SubscriptionChange", "", "", "SpamComplaint"): Kind.COMPLAINED,
        ("SubscriptionChange", "", "", "ManualSuppression"): Kind.UNSUBSCRIBED,
        ("SubscriptionChange", "", "", ""): Kind.UNSUBSCRIBED,
        ("Open|Click", "", "", ""): Kind.IGNORED,
    },
)

# https://resend.com/docs/webhooks/event-types
RESEND = Table(
    ("type", "data.bounce.type", "data.bounce.subType"),
    {
        ("email.sent|email.scheduled", "", ""): Kind.ACCEPTED,
        ("email.delivered", "", ""): Kind.DELIVERED,
        ("email.delivery_delayed", "", ""): Kind.DEFERRED,
        ("email.bounced", "Permanent", ""): Kind.GONE,
        ("email.bounced", "Transient", "MailboxFull"): Kind.FULL,
        ("email.bounced", "Transient", "ContentRejected|AttachmentRejected"): Kind.BLOCKED,
        ("email.bounced", "Transient", "General|MessageTooLarge"): Kind.RETURNED,
        ("email.bounced", "Undetermined", ""): Kind.RETURNED,
        ("email.bounced", "", ""): Kind.RETURNED,
        # On its own list, for a reason that it does not tell.
        ("email.suppressed", "", ""): Kind.BLOCKED,
        ("email.failed", "", ""): Kind.FAILED,
        ("email.complained", "", ""): Kind.COMPLAINED,
        ("email.opened|email.clicked", "", ""): Kind.IGNORED,
    },
)

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

# https://docs.sparkpost.com/docs/deliverability/bounce-classification-codes
SPARKPOST = Table(
    ("msys.*.type", "msys.*.bounce_class"),
    {
        ("injection", ""): Kind.ACCEPTED,
        ("delivery", ""): Kind.DELIVERED,
        ("delay", ""): Kind.DEFERRED,
        ("policy_rejection|generation_rejection", ""): Kind.BLOCKED,
        ("generation_failure", ""): Kind.FAILED,
        # Invalid recipient; no such recipient.
        ("bounce|out_of_band", "10|30"): Kind.GONE,
        ("bounce|out_of_band", "22"): Kind.FULL,
        # An administrator's rule; the receiver's: mail, spam, content, attachment, relaying.
        ("bounce|out_of_band", "25|50|51|52|53|54"): Kind.BLOCKED,
        # Undetermined; soft; DNS; too large; timed out; generic; transient.
        ("bounce|out_of_band", "1|20|21|23|24|40|70"): Kind.RETURNED,
        ("bounce|out_of_band", "90"): Kind.UNSUBSCRIBED,
        # Answers of programs; a request to subscribe.
        ("bounce|out_of_band", "60|80|100"): Kind.IGNORED,
        ("bounce|out_of_band", ""): Kind.RETURNED,
        ("spam_complaint", ""): Kind.COMPLAINED,
        ("list_unsubscribe|link_unsubscribe", ""): Kind.UNSUBSCRIBED,
        ("open|initial_open|amp_open|amp_initial_open", ""): Kind.IGNORED,
        ("click|amp_click", ""): Kind.IGNORED,
    },
)

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

# By anymail's names.
TABLES = {
    "Amazon SES": AMAZON_SES,
    "Brevo": BREVO,
    "MailerSend": MAILERSEND,
    "Mailgun": MAILGUN,
    "Mailjet": MAILJET,
    "Mailtrap": MAILTRAP,
    "Mandrill": MANDRILL,
    "Postal": POSTAL,
    "Postmark": POSTMARK,
    "Resend": RESEND,
    "SendGrid": SENDGRID,
    "SendinBlue": BREVO,
    "SparkPost": SPARKPOST,
    "Unisender Go": UNISENDER_GO,
}

# Where a provider writes the status of the mail server, beside the reply that anymail passes on.
STATUS_FIELDS = {
    "Amazon SES": "bounce.bouncedRecipients.0.status",
    "MailerSend": "data.morph.reason",
    "Mailgun": "event-data.delivery-status.enhanced-code",
    "Resend": "data.bounce.diagnosticCode.0|data.bounce.diagnosticCode",
    "SendGrid": "status",
}
