"""Signals that the newsletter sends. Receivers run in the request or worker that caused them."""

from enum import StrEnum

from django.dispatch import Signal


class DeliveryResult(StrEnum):
    """What became of an email to one reader, so far."""

    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    # Said by the provider, after the email was sent.
    BOUNCED = "bounced"
    COMPLAINED = "complained"


# provides args: subscriber
subscriber_confirmed = Signal()

# provides args: subscriber
subscriber_unsubscribed = Signal()

# provides args: mailing
mailing_finished = Signal()

# provides args: delivery, result (a DeliveryResult)
delivery_settled = Signal()
