"""A stand-in for the transport that does what a test plans, and knows what was really sent."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending.session import SendSession
from wagtail_therapy.newsletter.transport.backends import OfferResult
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult


class KilledError(BaseException):
    """The worker's process was killed: nothing in it may run any more."""


class Plan(NamedTuple):
    """What becomes of the next message."""

    # The answer to the offer; ACCEPTED: hand it over.
    offer: Outcome = Outcome.ACCEPTED
    answer: Outcome = Outcome.ACCEPTED
    # Whether the message reaches the reader, where the answer does not say.
    arrives: bool = True
    # Whether the answer is there at once, or only with the next offer.
    is_late: bool = True
    # "offered", "handed over" or "in flight": when the worker is killed, if at all.
    killed_when: str = ""


class FakeProvider:
    """Counts the messages that were handed over, by delivery."""

    def __init__(self, *, knows_keys: bool):
        self.knows_keys = knows_keys
        self.copies: Counter[int] = Counter()
        self.known: set[int] = set()

    def carry(self, delivery_id):
        """Deliver a message; nothing, under a key that the provider knows again."""
        self.copies[delivery_id] += delivery_id not in self.known
        if self.knows_keys:
            self.known.add(delivery_id)


class FakeTransport:
    """One worker's connection. Set ``planned`` before each message."""

    can_send = True

    def __init__(self, post: FakeProvider):
        self.post = post
        self.planned = Plan()
        self.offered = 0
        self.pending: SendResult | None = None
        self.idempotency_window = timedelta(hours=23) if post.knows_keys else None

    def may_repeat(self, first_attempt_at):
        window = self.idempotency_window
        return window is not None and timezone.now() < first_attempt_at + window

    def offer(self, outgoing, delivery_id, *, is_repeat):
        self._maybe_die("offered")
        before = self.finish()
        self.offered = delivery_id
        is_wanted = self.planned.offer is Outcome.ACCEPTED
        return OfferResult(before, None if is_wanted else SendResult(self.planned.offer, "refused"))

    def hand_over(self):
        check_wanted(self.offered)
        self._maybe_die("handed over")
        planned = self.planned
        doubtful = planned.answer in (Outcome.UNKNOWN, Outcome.BROKEN)
        if planned.answer is Outcome.ACCEPTED or (doubtful and planned.arrives):
            self.post.carry(self.offered)
        self._maybe_die("in flight")
        if not planned.is_late:
            return SendResult(planned.answer, "at once")
        self.pending = SendResult(planned.answer, "late")
        return None

    def finish(self):
        result, self.pending = self.pending, None
        return result

    def withdraw(self):
        """Nothing was sent."""

    def _maybe_die(self, moment):
        if self.planned.killed_when == moment:
            raise KilledError(moment)


class Worker:
    """A session, and what it has claimed."""

    def __init__(self, lease, post):
        self.transport = FakeTransport(post)
        self.lease = lease
        self.session = SendSession(lease.mailing, self.transport)
        self.claimed: list[Delivery] = []

    def let_go_by(self, time):
        """Let time pass for the deliveries that the worker has claimed, too."""
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
