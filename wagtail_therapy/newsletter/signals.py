"""Signals that the newsletter sends. Receivers run in the request or worker that caused them."""

from django.dispatch import Signal

# provides args: subscriber
subscriber_confirmed = Signal()

# provides args: subscriber
subscriber_unsubscribed = Signal()

# provides args: mailing
mailing_finished = Signal()
