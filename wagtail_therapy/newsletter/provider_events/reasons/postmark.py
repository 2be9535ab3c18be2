"""What the reports of Postmark mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

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
