"""Celery's door. A task loads rows and makes one call; to lose it or run it twice is harmless.

The options are those of docs/concepts/mail-flow.md: the database is the ledger, so nothing is
retried or redelivered by the broker.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from celery import shared_task
from django.db import transaction
from kombu.pools import connections

from wagtail_therapy.authors.reviews import reminders
from wagtail_therapy.conf import conf
from wagtail_therapy.practice import scheduled_publishing

from . import clock
from .models import Heartbeat, Mailing, Subscriber
from .readers import subscriptions
from .sending import deliveries

logger = logging.getLogger("wagtail_therapy.newsletter")

OPTIONS = {
    "acks_late": True,
    "reject_on_worker_lost": False,
    "ignore_result": True,
    "max_retries": 0,
    "time_limit": 300,
    # Only so that a queue without a worker does not grow for ever. The worker compares it with its
    # own clock: a short one would be over at once where that is some minutes ahead.
    "expires": 3600,
}

# A mailing may take an hour, and somebody waits for a confirmation. Redis knows no priorities, so
# kombu keeps a few lists for each queue, and workers look into them from 0 on. With RabbitMQ the
# higher number goes first, and only where the host has asked for it.
FIRST, LATER = 0, 6

# Left alone, kombu tries a broker that is down for seconds, in older versions for ever; the bell is
# rung while somebody waits for a page.
RING_SECONDS = 1
ONE_TRY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": RING_SECONDS,
    "socket_timeout": RING_SECONDS,
}


@shared_task(name="wagtail_therapy.newsletter.send_mailing", **OPTIONS)
def send_mailing(*, mailing_id: int, **kwargs: Any) -> None:
    mailing = Mailing.objects.workable().filter(pk=mailing_id).first()
    if mailing and deliveries.work_on(mailing, call_another=_ring_for_one):
        _ring_for_one(mailing)


@shared_task(name="wagtail_therapy.newsletter.send_confirmation", **OPTIONS)
def send_confirmation(*, subscriber_id: int, **kwargs: Any) -> None:
    subscriber = Subscriber.objects.filter(pk=subscriber_id).first()
    if subscriber:
        subscriptions.send_confirmation(subscriber)


@shared_task(name="wagtail_therapy.newsletter.sweep", **OPTIONS)
def sweep(**kwargs: Any) -> None:
    if Heartbeat.has_just_swept():
        return
    subscriptions.purge()
    for subscriber_id in subscriptions.owed():
        enqueue(send_confirmation, subscriber_id=subscriber_id)
    for mailing in deliveries.sweep():
        enqueue(send_mailing, mailing_id=mailing.pk)


@shared_task(name="wagtail_therapy.newsletter.publish_scheduled", **OPTIONS)
def publish_scheduled(**kwargs: Any) -> None:
    scheduled_publishing.publish_due(clock.ahead())


@shared_task(name="wagtail_therapy.newsletter.remind_of_reviews", **OPTIONS)
def remind_of_reviews(**kwargs: Any) -> None:
    reminders.send()


@shared_task(name="wagtail_therapy.newsletter.hear_bell", **OPTIONS)
def hear_bell(*, bell: int, **kwargs: Any) -> None:
    Heartbeat.hear(bell)


def _ring_for_one(mailing: Mailing) -> None:
    """Ask one more worker to look at a mailing, unless one is being asked already."""
    if mailing.may_ring():
        enqueue(send_mailing, mailing_id=mailing.pk)


def enqueue(task: Any, **ids: int) -> None:
    """Ask a worker to look, once the transaction is committed.

    Never raises, and waits a second at most for a broker that is down: the rows say what is to be
    done, and the next sweep or ``therapy_mail run`` finds them. Without Celery it does nothing.
    """
    transaction.on_commit(
        lambda: _publish(
            task, lambda bell, **options: task.apply_async(kwargs=ids, connection=bell, **options)
        ),
        robust=True,
    )


def is_celery_used() -> bool:
    """Whether workers are told of mail: as MAIL_CELERY says, else when Celery has a broker.

    Unasked, Celery would knock at a RabbitMQ on this machine.
    """
    if conf.mail_celery is not None:
        return conf.mail_celery
    celery = sweep.app.conf
    return bool(celery.broker_write_url or celery.task_always_eager)


def is_eager() -> bool:
    """Whether Celery runs tasks at once, in the process that asks for them, and needs no broker."""
    return bool(sweep.app.conf.task_always_eager)


def broker_kind() -> str:
    """Return how Celery speaks to its broker, such as "redis": all else may be secret."""
    # Not by a connection: that imports what speaks to the broker, which may not be installed here.
    scheme, found, _secret = str(sweep.app.conf.broker_write_url).partition("://")
    return scheme if found else "amqp"


def broker_fault() -> str:
    """Return what keeps the bell from ringing, by the name of the error; "" when nothing does."""
    try:
        _with_broker_connection(sweep, lambda bell: bell.ensure_connection(max_retries=1))
    except Exception as error:  # noqa: BLE001 -- each broker has errors of its own
        return type(error).__name__
    return ""


def queue_length() -> int | None:
    """Return how many tasks wait in our queue. None: the broker does not say."""
    try:
        return _with_broker_connection(sweep, _length)
    except Exception:  # noqa: BLE001 -- each broker has errors of its own
        return None


def listened_to(seconds: float) -> list[set[str]]:
    """Return the queues of each worker at the broker that answers in time. Asks all of them."""

    def ask(bell: Any) -> Any:
        return sweep.app.control.inspect(timeout=seconds, connection=bell).active_queues()

    try:
        answers = _with_broker_connection(sweep, ask) or {}
    except Exception:  # noqa: BLE001 -- each broker has errors of its own
        return []
    return [{queue["name"] for queue in queues} for queues in answers.values()]


def _length(bell: Any) -> int:
    with bell.channel() as channel:
        try:
            return channel.queue_declare(conf.mail_queue, passive=True).message_count
        except bell.channel_errors:
            # Brokers have no queue before its first task, and Redis none that is empty.
            return 0


def _publish(task: Any, enqueue: Callable[..., Any]) -> None:
    try:
        if is_celery_used():
            options = {"queue": conf.mail_queue, "retry": False}
            _with_broker_connection(
                task, lambda bell: enqueue(bell, **options, **_lane(task, bell))
            )
    except Exception as error:  # noqa: BLE001 -- each broker has errors of its own
        _complaints.add(type(error).__name__)


class _Complaints:
    """Says that the broker is down, and not for each visitor who asks for mail meanwhile.

    A warning: Django mails errors to the ADMINS, and anybody may press "Subscribe".
    """

    every_seconds = 600

    def __init__(self) -> None:
        self.last: float | None = None

    def add(self, fault: str) -> None:
        now = time.monotonic()
        if self.last is None or now - self.last > self.every_seconds:
            self.last = now
            logger.warning(
                "Celery's broker cannot be reached (%s). Mail waits for the next sweep or "
                "therapy_mail run; this is said every ten minutes at most",
                fault,
            )


_complaints = _Complaints()


def _lane(task: Any, bell: Any) -> dict[str, Any]:
    if bell.transport.driver_type != "redis":
        return {}
    return {"priority": LATER if task.name == send_mailing.name else FIRST}


def _with_broker_connection(task: Any, publish: Callable[[Any], Any]) -> Any:
    """Call with a connection of our own to the broker: the host's are as patient as it likes."""
    bell = task.app.connection_for_write(connect_timeout=RING_SECONDS, transport_options=ONE_TRY)
    with connections[bell].acquire(block=True, timeout=RING_SECONDS) as connection:
        return publish(connection)
