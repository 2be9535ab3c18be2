from typing import Any

from django.db import router
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from wagtail_therapy.conf import conf

from .consent import Suppression
from .deliveries import Delivery
from .mailings import Mailing
from .subscribers import Subscriber

State = Delivery.State


class Batch:
    """Deliveries of one worker that are sent in one call; no attempt at any of them is open.

    As with a single delivery, each change of state is a conditional UPDATE that names the state
    before it and the claim of the worker: whoever was taken from this worker is left alone.
    """

    def __init__(self, deliveries: list[Delivery]):
        self.deliveries = deliveries

    def begin_sending(self) -> "Batch":
        """Commit the intent to send to those who still want it, and return them.

        Nothing may be sent to the others.
        """
        if not self.deliveries:
            return self
        now = timezone.now()
        self._move(
            [State.CLAIMED],
            State.SENDING,
            *self._is_wanted(),
            attempts=F("attempts") + 1,
            first_attempt_at=now,
            lease_until=now + conf.mail_lease,
        )
        sending = set(self._mine().filter(state=State.SENDING).values_list("pk", flat=True))
        return Batch([delivery for delivery in self.deliveries if delivery.pk in sending])

    def take_back(self, state: Any = State.CLAIMED, **changes: Any) -> int:
        """Undo the intent: in this call certainly nothing was accepted. Return of how many."""
        return self._move(
            [State.SENDING], state, attempts=F("attempts") - 1, first_attempt_at=None, **changes
        )

    def release(self, **changes: Any) -> None:
        """Put them back into the queue, as they were before."""
        changes |= {"claim": None, "lease_until": None}
        self.take_back(State.QUEUED, **changes)
        self._move([State.CLAIMED], State.QUEUED, **changes)

    def mark_sent(self, provider_id: str = "") -> int:
        """Record the acceptance, also of what the sweep has called unknown; return of how many."""
        return self._move(
            [State.SENDING, State.UNKNOWN],
            State.SENT,
            lease_until=None,
            provider_id=provider_id,
            error_class="",
        )

    def mark_unknown(self, error_class: str) -> int:
        return self._move([State.SENDING], State.UNKNOWN, lease_until=None, error_class=error_class)

    def _mine(self) -> QuerySet:
        ids = [delivery.pk for delivery in self.deliveries]
        claims = {delivery.claim for delivery in self.deliveries}
        # A read replica may not have heard of the intent yet.
        fresh = Delivery.objects.using(router.db_for_write(Delivery))
        return fresh.filter(pk__in=ids, claim__in=claims)

    def _move(self, before: list[Any], after: Any, *conditions: Any, **changes: Any) -> int:
        return self._mine().filter(*conditions, state__in=before).update(state=after, **changes)

    def _is_wanted(self) -> tuple[Any, Any, Any]:
        """Return the conditions of CHANGE_OVER.

        Not as joins: Django would make one subquery of all, with the claim in it, and PostgreSQL
        does not look into that again when another worker was faster.
        """
        mailing = self.deliveries[0].mailing
        sending = Mailing.objects.filter(pk=OuterRef("mailing"), state=Mailing.State.SENDING)
        active = Subscriber.objects.filter(
            pk=OuterRef("subscriber"), status=Subscriber.Status.ACTIVE
        )
        suppressed = Suppression.objects.filter(
            site=mailing.site_id, address_hash=OuterRef("email_hash")
        )
        return Exists(sending), Exists(active), ~Exists(suppressed)
