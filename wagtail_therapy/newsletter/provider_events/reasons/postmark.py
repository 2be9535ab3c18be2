"""What the reports of Postmark mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://postmarkapp.com/developer/api/bounce-api#bounce-types
POSTMARK = Table(
    ("RecordType", "Type", "SuppressSending", "SuppressionReason"),
    {
        ("Delivery", "", "", ""): EventType.DELIVERED,
        ("Bounce", "Transient|DnsError", "", ""): EventType.DEFERRED,
        ("Bounce", "HardBounce|BadEmailAddress", "", ""): EventType.GONE,
        # Delivered, and filed as spam by a filter.
        ("Bounce", "SpamNotification|VirusNotification", "", ""): EventType.BLOCKED,
        (
            "Bounce",
            "Blocked|DMARCPolicy|ManuallyDeactivated|Unconfirmed",
            "",
            "",
        ): EventType.BLOCKED,
        ("Bounce", "SoftBounce|Unknown", "", ""): EventType.RETURNED,
        ("Bounce", "SMTPApiError|TemplateRenderingFailed", "", ""): EventType.FAILED,
        ("Bounce", "SpamComplaint", "", ""): EventType.COMPLAINED,
        ("Bounce", "Unsubscribe|ManualSuppression", "", ""): EventType.UNSUBSCRIBED,
        ("Bounce", "AutoResponder|AddressChange|ChallengeVerification", "", ""): EventType.IGNORED,
        ("Bounce", "Subscribe|OpenRelayTest|InboundError", "", ""): EventType.IGNORED,
        ("Bounce", "", "", ""): EventType.RETURNED,
        ("SpamComplaint", "", "", ""): EventType.COMPLAINED,
        ("SubscriptionChange", "", "false", ""): EventType.IGNORED,
        ("SubscriptionChange", "", "", "HardBounce"): EventType.GONE,
        ("SubscriptionChange", "", "", "SpamComplaint"): EventType.COMPLAINED,
        ("SubscriptionChange", "", "", "ManualSuppression"): EventType.UNSUBSCRIBED,
        ("SubscriptionChange", "", "", ""): EventType.UNSUBSCRIBED,
        ("Open|Click", "", "", ""): EventType.IGNORED,
    },
)
