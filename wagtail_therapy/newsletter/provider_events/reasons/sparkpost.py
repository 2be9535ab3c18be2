"""What the reports of SparkPost mean."""

from wagtail_therapy.newsletter.models.event_types import Kind

from .table import Table

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
