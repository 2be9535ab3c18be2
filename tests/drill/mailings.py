"""A practice with readers, its mailings, and what became of them by the mail server's own word."""

from collections import Counter

from django.db import OperationalError, connection

from benchmarks import rows
from tests.drill.results import Reconciliation
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import Delivery, Mailing, Subscriber

State = Delivery.State
WAITS = {State.QUEUED, State.CLAIMED, State.SENDING}


class Practice:
    def __init__(self, readers: int):
        self.site = rows.practice("drill")
        self.author = rows.author()
        rows.fill_list(self.site, readers)

    def publish(self, title: str) -> Mailing:
        """Publish a post that is mailed to all readers, and return its mailing."""
        post = rows.draft(self.site, [self.author])
        post.title = title
        revision = post.save_revision()
        rows.wish_to_mail(post)
        revision.publish()
        return Mailing.objects.get(page_id=post.pk)


def forget_all() -> None:
    """Delete every mailing: what a row has left unfinished must not disturb the next."""
    connection.close()
    Mailing.objects.all().delete()


def wait_until_over(mailing: Mailing, seconds: float) -> bool:
    """Return whether it was over within that time. The database may have been away."""
    try:
        return wait_until(lambda: _is_over(mailing), seconds=seconds, every=0.25)
    except TimeoutError:
        return False


def _is_over(mailing):
    try:
        mailing.refresh_from_db(fields=["state"])
    except OperationalError:
        connection.close()
        return False
    return mailing.state not in Mailing.UNFINISHED


def reconcile(mailing: Mailing, accepted: list[str]) -> Reconciliation:
    """Compare what is written down with what the mail server has accepted."""
    connection.close()
    # Not a visitor who has signed up meanwhile.
    subscribed = Subscriber.objects.filter(site=mailing.site).mailable()
    readers = set(subscribed.values_list("email", flat=True))
    states = dict(mailing.deliveries.values_list("subscriber__email", "state"))
    copies = Counter(accepted)
    # When a mailing is over, readers without a row were left out.
    unwritten = None if _is_over(mailing) else State.QUEUED
    left = {reader for reader in readers if states.get(reader, unwritten) in WAITS}
    unknown = {reader for reader, state in states.items() if state == State.UNKNOWN}
    return Reconciliation(
        lost=len(readers - copies.keys() - unknown - left),
        twice=sum(number - 1 for number in copies.values()),
        unknown=len(unknown),
        delivered_unknown=len(unknown & copies.keys()),
        left=len(left),
    )
