"""What the reports of SparkPost mean."""

from wagtail_therapy.newsletter.models.event_types import EventType

from .table import Table

# https://docs.sparkpost.com/docs/deliverability/bounce-classification-codes
SPARKPOST = Table(
    ("msys.*.type", "msys.*.bounce_class"),
    {
        ("injection", ""): EventType.ACCEPTED,
        ("delivery", ""): EventType.DELIVERED,
        ("delay", ""): EventType.DEFERRED,
        ("policy_rejection|generation_rejection", ""): EventType.BLOCKED,
        ("generation_failure", ""): EventType.FAILED,
        # Invalid recipient; no such recipient.
        ("bounce|out_of_band", "10|30"): EventType.GONE,
        ("bounce|out_of_band", "22"): EventType.FULL,
        # An administrator's rule; the receiver's: mail, spam, content, attachment, relaying.
        ("bounce|out_of_band", "25|50|51|52|53|54"): EventType.BLOCKED,
        # Undetermined; soft; DNS; too large; timed out; generic; transient.
        ("bounce|out_of_band", "1|20|21|23|24|40|70"): EventType.RETURNED,
        ("bounce|out_of_band", "90"): EventType.UNSUBSCRIBED,
        # Automatic replies; a request to subscribe.
        ("bounce|out_of_band", "60|80|100"): EventType.IGNORED,
        ("bounce|out_of_band", ""): EventType.RETURNED,
        ("spam_complaint", ""): EventType.COMPLAINED,
        ("list_unsubscribe|link_unsubscribe", ""): EventType.UNSUBSCRIBED,
        ("open|initial_open|amp_open|amp_initial_open", ""): EventType.IGNORED,
        ("click|amp_click", ""): EventType.IGNORED,
    },
)
