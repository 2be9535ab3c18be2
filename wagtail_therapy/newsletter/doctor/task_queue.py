"""Whether Celery's broker answers, and a worker runs a task that the doctor adds to the queue.

A broker that answers proves nothing: workers may use another one, listen to another queue, or
write to another database.
"""

import secrets
import time

from wagtail_therapy.conf import conf

from .. import tasks
from ..models import Heartbeat
from ..workers.heartbeats import Workers
from . import formatting
from .check_results import CheckResult, fail, ok, warn

ABOUT = "Task queue"
PATIENCE = 5.0
LOOK_EVERY = 0.05
# How long workers have to say which queues they listen to.
ANSWERS_WITHIN = 1.0
SAME_BROKER = "Give the web server, the workers and beat the same CELERY_BROKER_URL."
SAME_PLACE = "Give the workers the same database and the same version, and restart them."


def broker_problem() -> CheckResult | None:
    """Return why no task can be sent to a worker; None if a broker answers."""
    if not tasks.is_celery_used():
        return ok("Celery", "is not used: cron's therapy_mail run sends emails.")
    if tasks.is_eager():
        return warn(
            "Celery",
            "runs tasks at once (task_always_eager), so a page waits until its email is sent.",
            "That is for tests: give Celery a broker and a worker, or let cron send emails.",
        )
    if fault := tasks.broker_error():
        return warn(
            "Celery's broker",
            f"does not answer ({fault}).",
            "Emails then wait for cron's next therapy_mail run. Without cron, none are sent.",
        )
    return None


def ping_worker(workers: Workers) -> CheckResult:
    """Send a task and say which host ran it, or why none may have. Deletes the worker's answer."""
    ping = secrets.randbits(48)
    tasks.enqueue(tasks.answer_ping, ping=ping)
    if answer := _wait_for(ping):
        host = answer.host
        answer.delete()
        return ok(ABOUT, f"a worker on {host} ran a task. {_waiting()}")
    return _unanswered(workers)


def _wait_for(ping: int) -> Heartbeat | None:
    deadline = time.monotonic() + PATIENCE
    while not (answer := Heartbeat.find_ping(ping)) and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY)
    return answer


def _unanswered(workers: Workers) -> CheckResult:
    queues = tasks.worker_queues(ANSWERS_WITHIN)
    if not queues:
        return _no_worker(workers)
    if not any(conf.mail_queue in of_worker for of_worker in queues):
        others = ", ".join(sorted(set().union(*queues)))
        return fail(
            ABOUT,
            f"no worker listens to {conf.mail_queue}. They listen to {others}. {_waiting()}",
            f"Start a worker: celery worker -Q {conf.mail_queue}",
        )
    if tasks.queue_length():
        fact = f"no worker was free within {PATIENCE:.0f} seconds. {_waiting()}"
        return warn(ABOUT, fact, "Try again when no mailing is being sent, or start more workers.")
    return fail(ABOUT, "a worker took the task, but wrote nothing to this database.", SAME_PLACE)


def _no_worker(workers: Workers) -> CheckResult:
    newest = workers.newest
    fact = f"no worker answers at this broker. {_waiting()}"
    if newest is None:
        return fail(ABOUT, fact, f"Start a worker: celery worker -Q {conf.mail_queue}")
    ago = formatting.ago(workers.now - newest.beat_at)
    seen = f"{fact} One was seen {ago} on {newest.name}"
    if newest.processes:
        return fail(ABOUT, f"{seen}: cron, or a worker at another broker.", SAME_BROKER)
    return fail(ABOUT, f"{seen}.", f"Start it again: celery worker -Q {conf.mail_queue}")


def _waiting() -> str:
    length = tasks.queue_length()
    return f"Tasks in {conf.mail_queue}: {'unknown' if length is None else length}."
