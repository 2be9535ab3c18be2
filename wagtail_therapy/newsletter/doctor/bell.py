"""Rings a bell and waits until a worker has heard it.

That a broker answers proves nothing: workers may be at another one, listen to another queue, or
write into another database.
"""

import secrets
import time

from wagtail_therapy.conf import conf

from .. import tasks
from ..models import Heartbeat
from ..workers.heartbeats import Workers
from . import phrases
from .findings import Finding, fail, ok, warn

ABOUT = "Bell"
PATIENCE = 5.0
LOOK_EVERY = 0.05
# How long workers have to say which queues they listen to.
ANSWERS_WITHIN = 1.0
SAME_BROKER = "Give the web server, the workers and beat the same CELERY_BROKER_URL."
SAME_PLACE = "Give the workers the same database and the same version, and restart them."


def broker() -> Finding | None:
    """Say why there is no bell to ring; None where there is a broker that answers."""
    if not tasks.is_celery_used():
        return ok("Celery", "is not used: mail leaves by cron's therapy_mail run.")
    if tasks.is_eager():
        return warn(
            "Celery",
            "runs tasks at once (task_always_eager), so a page waits until mail is sent.",
            "That is for tests: give Celery a broker and a worker, or let cron send the mail.",
        )
    if fault := tasks.broker_fault():
        return warn(
            "Celery's broker",
            f"does not answer ({fault}).",
            "Mail then waits for cron's next therapy_mail run; without cron it stays.",
        )
    return None


def check(workers: Workers) -> Finding:
    """Ring, and say which host heard it, or what may keep all from it. Leaves no note of it."""
    bell = secrets.randbits(48)
    tasks.enqueue(tasks.hear_bell, bell=bell)
    if heard := _wait_for(bell):
        host = heard.host
        heard.delete()
        return ok(ABOUT, f"a worker on {host} heard it. {_waiting()}")
    return _unheard(workers)


def _wait_for(bell: int) -> Heartbeat | None:
    deadline = time.monotonic() + PATIENCE
    while not (heard := Heartbeat.who_heard(bell)) and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY)
    return heard


def _unheard(workers: Workers) -> Finding:
    queues = tasks.listened_to(ANSWERS_WITHIN)
    if not queues:
        return _nobody_there(workers)
    if not any(conf.mail_queue in of_worker for of_worker in queues):
        others = ", ".join(sorted(set().union(*queues)))
        return fail(
            ABOUT,
            f"no worker listens to {conf.mail_queue}. They listen to {others}. {_waiting()}",
            f"Start a worker: celery worker -Q {conf.mail_queue}",
        )
    if tasks.queue_length():
        fact = f"no worker had time for it within {PATIENCE:.0f} seconds. {_waiting()}"
        return warn(ABOUT, fact, "Ask again when no mailing is being sent, or start more workers.")
    return fail(ABOUT, "a worker took it, and noted nothing in this database.", SAME_PLACE)


def _nobody_there(workers: Workers) -> Finding:
    newest = workers.newest
    fact = f"no worker answers at this broker. {_waiting()}"
    if newest is None:
        return fail(ABOUT, fact, f"Start a worker: celery worker -Q {conf.mail_queue}")
    ago = phrases.ago(workers.now - newest.beat_at)
    seen = f"{fact} One was seen {ago} on {newest.name}"
    if newest.processes:
        return fail(ABOUT, f"{seen}: cron, or a worker at another broker.", SAME_BROKER)
    return fail(ABOUT, f"{seen}.", f"Start it again: celery worker -Q {conf.mail_queue}")


def _waiting() -> str:
    length = tasks.queue_length()
    return f"Tasks in {conf.mail_queue}: {'unknown' if length is None else length}."
