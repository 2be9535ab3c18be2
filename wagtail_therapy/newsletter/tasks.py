"""Celery's tasks. Each loads rows and makes one call; losing or repeating one does no harm.

docs/concepts/mail-flow.md explains the options: the database is the ledger, so the broker retries
and redelivers nothing.
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
from wagtail_therapy.content.pictures import making
from wagtail_therapy.practice import scheduled_publishing

from . import clock
from .models import Heartbeat, Mailing, Subscriber, SubscriberImport
from .readers import confirmations, import_files, import_work, reader_emails, sweeping
from .sending import deliveries, weekly_notes

logger = logging.getLogger("wagtail_therapy.newsletter")

OPTIONS = {
    "acks_late": True,
    "reject_on_worker_lost": False,
    "ignore_result": True,
    "max_retries": 0,
    "time_limit": 300,
    # So that a queue without a worker does not grow for ever. The worker compares it with its own
    # clock, so a short time would be over at once if that clock is some minutes ahead.
    "expires": 3600,
}

# A mailing may take an hour, and a person is waiting for a confirmation email. Redis has no
# priorities, so kombu keeps several lists for each queue, and workers read 0 first. With RabbitMQ
# the highest number goes first, and only if the host has turned priorities on.
FIRST, LATER = 0, 6

# By default, kombu retries a broker that is down for seconds, in older versions for ever. A visitor
# may be waiting for the page that adds the task.
BROKER_TIMEOUT = 1
BROKER_OPTIONS = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": BROKER_TIMEOUT,
    "socket_timeout": BROKER_TIMEOUT,
}


@shared_task(name="wagtail_therapy.newsletter.send_mailing", **OPTIONS)
def send_mailing(*, mailing_id: int, **kwargs: Any) -> None:
    mailing = Mailing.objects.workable().filter(pk=mailing_id).first()
    if mailing and deliveries.work_on(mailing, request_worker=_request_worker):
        _request_worker(mailing)


@shared_task(name="wagtail_therapy.newsletter.send_confirmation", **OPTIONS)
def send_confirmation(*, subscriber_id: int, **kwargs: Any) -> None:
    subscriber = Subscriber.objects.filter(pk=subscriber_id).first()
    if subscriber:
        confirmations.send(subscriber)


@shared_task(name="wagtail_therapy.newsletter.send_reader_emails", **OPTIONS)
def send_reader_emails(**kwargs: Any) -> None:
    """Send those that are due. It names none, so that asking for a link always adds the same."""
    reader_emails.send_due()


@shared_task(name="wagtail_therapy.newsletter.work_on_import", **OPTIONS)
def work_on_import(*, import_id: int, **kwargs: Any) -> None:
    begun = SubscriberImport.objects.due().filter(pk=import_id).first()
    if begun and import_work.work_on(begun, conf.mail_session_seconds):
        enqueue(work_on_import, import_id=import_id)


@shared_task(name="wagtail_therapy.newsletter.sweep", **OPTIONS)
def sweep(**kwargs: Any) -> None:
    if Heartbeat.has_just_swept():
        return
    sweeping.sweep()
    if reader_emails.are_any_due():
        enqueue(send_reader_emails)
    for subscriber_id in confirmations.due():
        enqueue(send_confirmation, subscriber_id=subscriber_id)
    for mailing in deliveries.sweep():
        enqueue(send_mailing, mailing_id=mailing.pk)
    weekly_notes.send_due()
    import_files.delete_old()
    for import_id in import_work.due():
        enqueue(work_on_import, import_id=import_id)
    if making.are_any_due():
        enqueue(make_pictures)


@shared_task(name="wagtail_therapy.newsletter.publish_scheduled", **OPTIONS)
def publish_scheduled(**kwargs: Any) -> None:
    scheduled_publishing.publish_due(clock.ahead())


@shared_task(name="wagtail_therapy.newsletter.remind_of_reviews", **OPTIONS)
def remind_of_reviews(**kwargs: Any) -> None:
    reminders.send()


@shared_task(name="wagtail_therapy.newsletter.make_pictures", **OPTIONS)
def make_pictures(**kwargs: Any) -> None:
    making.work()


@shared_task(name="wagtail_therapy.newsletter.answer_ping", **OPTIONS)
def answer_ping(*, ping: int, **kwargs: Any) -> None:
    Heartbeat.record_ping(ping)


def _request_worker(mailing: Mailing) -> None:
    """Ask one more worker to work on a mailing, unless one has been asked already."""
    if mailing.claim_worker_request():
        enqueue(send_mailing, mailing_id=mailing.pk)


def enqueue(task: Any, **ids: int) -> None:
    """Add a task to the queue, once the transaction is committed.

    Never raises, and waits a second at most for a broker that is down: the rows say what has to be
    done, and the next sweep or ``therapy_mail run`` finds them. Does nothing without Celery.
    """
    transaction.on_commit(
        lambda: _publish(task, lambda **options: task.apply_async(kwargs=ids, **options)),
        robust=True,
    )


def is_celery_used() -> bool:
    """Whether tasks go to Celery: as MAIL_CELERY says, or else if Celery has a broker.

    Without a setting, Celery would connect to a RabbitMQ on this machine.
    """
    if conf.mail_celery is not None:
        return conf.mail_celery
    celery = sweep.app.conf
    return bool(celery.broker_write_url or celery.task_always_eager)


def is_eager() -> bool:
    """Whether Celery runs tasks at once, in the process that asks for them, and needs no broker."""
    return bool(sweep.app.conf.task_always_eager)


def broker_kind() -> str:
    """Return the scheme of the broker's URL, such as "redis": the rest may be secret."""
    # Not from a connection: that imports the broker's client, which may not be installed here.
    scheme, found, _secret = str(sweep.app.conf.broker_write_url).partition("://")
    return scheme if found else "amqp"


def broker_error() -> str:
    """Return the name of the error that connecting to the broker raises; "" if it raises none."""
    try:
        _with_broker_connection(sweep, lambda broker: broker.ensure_connection(max_retries=1))
    except Exception as error:  # noqa: BLE001 -- each broker has errors of its own
        return type(error).__name__
    return ""


def queue_length() -> int | None:
    """Return how many tasks wait in our queue. None: the broker doesn't tell."""
    try:
        return _with_broker_connection(sweep, _length)
    except Exception:  # noqa: BLE001 -- each broker has errors of its own
        return None


def worker_queues(seconds: float) -> list[set[str]]:
    """Return the queues that each worker listens to. Asks all workers at the broker."""

    def ask(broker: Any) -> Any:
        return sweep.app.control.inspect(timeout=seconds, connection=broker).active_queues()

    try:
        answers = _with_broker_connection(sweep, ask) or {}
    except Exception:  # noqa: BLE001 -- each broker has errors of its own
        return []
    return [{queue["name"] for queue in queues} for queues in answers.values()]


def _length(broker: Any) -> int:
    with broker.channel() as channel:
        try:
            return channel.queue_declare(conf.mail_queue, passive=True).message_count
        except broker.channel_errors:
            # A queue exists only after its first task, and in Redis only while it has one.
            return 0


def _publish(task: Any, send: Callable[..., Any]) -> None:
    try:
        if is_celery_used():
            _with_broker_connection(task, lambda broker: send(**_options(task, broker)))
    except Exception as error:  # noqa: BLE001 -- each broker has errors of its own
        _broker_warning.add(type(error).__name__)


class _BrokerWarning:
    """Logs that the broker is down, but not once for each visitor who signs up meanwhile.

    It is a warning: Django emails errors to the ADMINS, and anyone can press "Subscribe".
    """

    every_seconds = 600

    def __init__(self) -> None:
        self.last: float | None = None

    def add(self, fault: str) -> None:
        now = time.monotonic()
        if self.last is None or now - self.last > self.every_seconds:
            self.last = now
            logger.warning(
                "Celery's broker cannot be reached (%s). Emails wait for the next sweep or "
                "therapy_mail run. This is logged at most every ten minutes",
                fault,
            )


_broker_warning = _BrokerWarning()


def _options(task: Any, broker: Any) -> dict[str, Any]:
    options = {"connection": broker, "queue": conf.mail_queue, "retry": False}
    if broker.transport.driver_type != "redis":
        return options
    is_long = task.name in (send_mailing.name, work_on_import.name, make_pictures.name)
    return options | {"priority": LATER if is_long else FIRST}


def _with_broker_connection(task: Any, publish: Callable[[Any], Any]) -> Any:
    """Call with a connection of our own, because the host's may have longer timeouts."""
    broker = task.app.connection_for_write(
        connect_timeout=BROKER_TIMEOUT, transport_options=BROKER_OPTIONS
    )
    with connections[broker].acquire(block=True, timeout=BROKER_TIMEOUT) as connection:
        return publish(connection)
