"""What the practice does for a reader who asks: each act once, and in Wagtail's audit log."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Site

from .. import clock, email_addresses
from ..models import ConsentEvent, Subscriber
from . import erasure, reader_log, subscriptions, suppression_decisions


def unsubscribe(reader: Subscriber, *, by: str, user: Any = None) -> bool:
    """Take a reader off the list, because they said so. False: they had left already."""
    with transaction.atomic():
        if not subscriptions.unsubscribe(reader, ConsentEvent.Method.ADMIN, by=by):
            return False
        reader_log.record_reader(reader, reader_log.UNSUBSCRIBE, user=user, by=by)
    return True


@sensitive_variables()
def never_again(reader: Subscriber, *, by: str, user: Any = None) -> bool:
    """Never mail a reader again, because they asked for that. False: that was decided already."""
    hashes = email_addresses.address_hashes(reader.email)
    why = ConsentEvent.Why.ASKED
    return suppression_decisions.suppress(reader.site, hashes, why, by=by, user=user)


def ask_again(reader: Subscriber, *, user: Any = None, by: str = "") -> bool:
    """Make one more confirmation email due to a reader who waits for one.

    False: they don't wait any more, or had one a moment ago or three today, as for the public.
    """
    with transaction.atomic():
        waiting = Subscriber.objects.select_for_update().filter(
            pk=reader.pk, status=Subscriber.Status.PENDING, confirmation_due_at=None
        )
        found, now = waiting.first(), clock.now()
        if found is None or not found.is_confirmation_allowed(now):
            return False
        waiting.update(confirmation_due_at=now, confirmation_lane=0)
        reader_log.record_reader(reader, reader_log.ASK_AGAIN, user=user, by=by)
    return True


@sensitive_variables()
def erase(
    reader: Subscriber,
    *,
    sites: Iterable[Site],
    never_again: bool,
    by: str,
    user: Any = None,
) -> None:
    """Delete a reader's address on these sites, and record it on each of them."""
    chosen, number = list(sites), reader.pk
    with transaction.atomic():
        erasure.forget(reader.email, never_again=never_again, sites=chosen, by=by)
        for site in chosen:
            reader_log.record(
                site, reader_log.ERASE, user=user, by=by, reader=number, never_again=never_again
            )
