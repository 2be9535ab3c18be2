"""A stand-in for the transport that does what a test tells it, and knows what truly left."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending.session import Slice
from wagtail_therapy.newsletter.transport.backends import Answer
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult


class KilledError(BaseException):
    """The worker's process has gone; nothing of it may run any more."""


class Fate(NamedTuple):
    """What is to become of the next message."""

    # The answer to the offer; ACCEPTED: hand it over.
    offer: Outcome = Outcome.ACCEPTED
    answer: Outcome = Outcome.ACCEPTED
    # Whether the message reaches the reader, where the answer does not say.
    arrives: bool = True
    # Whether the answer is there at once, or only with the next offer.
    is_late: bool = True
    # "offered", "handed over" or "in flight": when the worker is killed, if at all.
    death: str = ""


class Post:
    """Everything that was ever handed over, by delivery."""

    def __init__(self, *, knows_keys: bool):
        self.knows_keys = knows_keys
        self.copies: Counter[int] = Counter()
        self.known: set[int] = set()

    def carry(self, delivery_id):
        """Deliver a message; nothing, under a key that the provider knows again."""
        self.copies[delivery_id] += delivery_id not in self.known
        if self.knows_keys:
            self.known.add(delivery_id)


class Wire:
    """One worker's connection. ``fate`` is set before each message."""

    can_send = True

    def __init__(self, post: Post):
        self.post = post
        self.fate = Fate()
        self.offered = 0
        self.pending: SendResult | None = None
        self.same_key_window = timedelta(hours=23) if post.knows_keys else None

    def knows_again(self, first_attempt_at):
        window = self.same_key_window
        return window is not None and timezone.now() < first_attempt_at + window

    def offer(self, letter, delivery_id, *, is_repeat):
        self._meet_death("offered")
        before = self.finish()
        self.offered = delivery_id
        is_wanted = self.fate.offer is Outcome.ACCEPTED
        return Answer(before, None if is_wanted else SendResult(self.fate.offer, "refused"))

    def hand_over(self):
        check_wanted(self.offered)
        self._meet_death("handed over")
        fate = self.fate
        doubtful = fate.answer in (Outcome.UNKNOWN, Outcome.BROKEN)
        if fate.answer is Outcome.ACCEPTED or (doubtful and fate.arrives):
            self.post.carry(self.offered)
        self._meet_death("in flight")
        if not fate.is_late:
            return SendResult(fate.answer, "at once")
        self.pending = SendResult(fate.answer, "late")
        return None

    def finish(self):
        result, self.pending = self.pending, None
        return result

    def withdraw(self):
        """Nothing was sent."""

    def _meet_death(self, moment):
        if self.fate.death == moment:
            raise KilledError(moment)


class Worker:
    """A slice, and what it has claimed."""

    def __init__(self, lease, post):
        self.wire = Wire(post)
        self.lease = lease
        self.slice = Slice(lease.mailing, self.wire)
        self.claimed: list[Delivery] = []

    def let_go_by(self, time):
        """Time goes by for what the worker has in hand, too."""
        for delivery in self.claimed:
            tried_at = delivery.first_attempt_at
            delivery.first_attempt_at = tried_at and tried_at - time


def check_wanted(delivery_id):
    """No email of a stopped mailing may be handed over, and none to a reader who has left."""
    mailing = Mailing.objects.get(deliveries=delivery_id)
    delivery = mailing.deliveries.get(pk=delivery_id)
    assert mailing.state == Mailing.State.SENDING
    assert delivery.state == delivery.State.SENDING
    assert delivery.subscriber.is_mailable
