"""Which deliveries a worker may take, which have no result yet, and changes of many at once."""

from typing import Any

from django.db import connections, models, router, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from .. import clock
from ..signals import DeliveryResult, delivery_settled
from .mailings import Mailing
from .workers import Lease

AT_ONCE = 1_000

# Django's defaults aren't in the database, so each column is named.
QUEUE = """
INSERT INTO wagtail_therapy_newsletter_delivery
(mailing_id, subscriber_id, email_hash, state, attempts, provider_id, error_class, resolved_by,
was_unknown)
WITH reader (id, address_hash) AS (%s)
SELECT %%s, id, address_hash, 0, 0, '', '', '', FALSE FROM reader
"""


class DeliveryQuerySet(models.QuerySet):
    def queued(self) -> "DeliveryQuerySet":
        """Deliveries that a worker may claim now."""
        is_time = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=clock.now())
        return self.filter(is_time, state=self.model.State.QUEUED)

    def queue(self, mailing: Mailing, subscribers: QuerySet) -> int:
        """Add a delivery for each of these, in their order, in the database; return how many.

        A million rows would take minutes on their way through Python.
        """
        query = subscribers.values_list("pk", "address_hash").query
        select, parameters = query.get_compiler(self.db).as_sql()
        with connections[self.db].cursor() as cursor:
            cursor.execute(QUEUE % select, [*parameters, mailing.pk])
            return cursor.rowcount

    def unsettled(self) -> "DeliveryQuerySet":
        return self.filter(state__in=self.model.UNSETTLED)

    def expired(self) -> "DeliveryQuerySet":
        """Deliveries of workers that haven't renewed their lease in time."""
        held = [self.model.State.CLAIMED, self.model.State.SENDING]
        alive = Lease.objects.alive().filter(pk=OuterRef("lease"))
        return self.filter(~Exists(alive), state__in=held, lease__isnull=False)

    def change_state(self, expected: Any, **changes: Any) -> int:
        """Change those that are in the expected state when they are written; return how many.

        If rows are selected by a join, Django checks the state in a subquery. PostgreSQL doesn't
        repeat that for a row that another transaction has changed meanwhile.
        """
        chosen = self.model.objects.filter(pk__in=self.order_by().values("pk"), state=expected)
        return chosen.update(**changes)

    def release_claims(self) -> int:
        """Requeue those that are claimed but not begun; return how many."""
        claimed = self.filter(state=self.model.State.CLAIMED)
        return claimed.update(state=self.model.State.QUEUED, claim=None, lease=None)

    def settle(self, state: Any, result: DeliveryResult, **changes: Any) -> int:
        """Give these a result, and tell receivers of it on commit; return how many."""
        if not delivery_settled.has_listeners(self.model):
            return self.update(state=state, **changes)
        with transaction.atomic(using=router.db_for_write(self.model)):
            ids = list(self.order_by("pk").select_for_update().values_list("pk", flat=True))
            for start in range(0, len(ids), AT_ONCE):
                some = self.model.objects.filter(pk__in=ids[start : start + AT_ONCE])
                some.update(state=state, **changes)
                some.tell(result)
        return len(ids)

    def tell(self, result: DeliveryResult) -> None:
        """Send ``delivery_settled`` for each of these once the transaction is committed."""
        if delivery_settled.has_listeners(self.model):
            database = router.db_for_write(self.model)
            settled = self.using(database).select_related("mailing", "subscriber").order_by("pk")
            # A function, because Django can't log a partial that fails.
            transaction.on_commit(lambda: _tell(settled, result), using=database, robust=True)


def _tell(settled: DeliveryQuerySet, result: DeliveryResult) -> None:
    for delivery in settled:
        delivery.tell(result)
