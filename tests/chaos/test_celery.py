"""Celery and Redis lose tasks, repeat them and go away; the database knows what is to be done."""

import signal
import subprocess
import time

import pytest
import redis

from tests import real_services
from tests.celery_app import app
from tests.chaos.reconciliation import reconcile
from tests.chaos.workers import SilentWorker
from tests.processes import QUEUES, smtp_environ, wait_until
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Mailing

pytestmark = pytest.mark.slow

READERS = 200
QUICK = {"MAIL_LEASE": {"seconds": 3}, "MAIL_CLAIM_SIZE": 10, "MAIL_SESSION_SECONDS": 0.5}
# Where no worker vanishes, a lease must outlast a worker that the machine leaves waiting.
PATIENT = QUICK | {"MAIL_LEASE": {"seconds": 60}}


class OwnRedis:
    """A Redis that may be emptied, killed and started again."""

    def __init__(self, folder):
        self.folder = folder
        self.port = real_services.free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self):
        executable = real_services.redis_executable()
        address = ["--port", str(self.port), "--bind", "127.0.0.1"]
        self.process = subprocess.Popen(
            [executable, *address, "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        real_services.wait_for_port(self.port, self.process)

    def flush(self):
        with redis.Redis.from_url(self.url) as server:
            server.flushall()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def own_redis(tmp_path):
    server = OwnRedis(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def worker(worker_pool, smtp_server, tmp_path, own_redis):
    environ = smtp_environ(smtp_server) | {"REDIS_URL": own_redis.url}
    worker = SilentWorker(worker_pool.fork_server, tmp_path, environ)
    yield worker
    worker.kill()


@pytest.fixture
def readers(enlist):
    return enlist(READERS)


def is_finished():
    return Mailing.objects.get().finished_at is not None


def ring(own_redis, mailing, times=1, **options):
    """Put the task that works on a mailing into the queue, so many times."""
    with app.connection_for_write(own_redis.url) as connection:
        for _ in range(times):
            tasks.send_mailing.apply_async(
                kwargs={"mailing_id": mailing.pk},
                queue=QUEUES[-1],
                connection=connection,
                **options,
            )


def check(mailing, readers, smtp_server):
    result = reconcile(mailing, readers, smtp_server.recipients())
    assert (result.violations, result.unknown) == ((0, 0, 0), 0)
    assert (mailing.state, mailing.sent) == ("finished", READERS)


def test_a_task_that_comes_many_times_at_once_and_once_more_later(
    worker, own_redis, mailing, readers, smtp_server
):
    ring(own_redis, mailing, times=10)
    worker.start(concurrency=3, **PATIENT)
    wait_until(is_finished)
    check(mailing, readers, smtp_server)

    done = worker.log.count("succeeded in")
    ring(own_redis, mailing)
    wait_until(lambda: worker.log.count("succeeded in") > done)
    check(mailing, readers, smtp_server)


def test_tasks_that_are_lost_or_came_too_late(worker, own_redis, mailing, readers, smtp_server):
    ring(own_redis, mailing)
    own_redis.flush()
    ring(own_redis, mailing, expires=-1)
    # The scheduled sweep is all that is left.
    worker.start(beat=True, **PATIENT)
    wait_until(is_finished)
    assert "revoked" in worker.log
    check(mailing, readers, smtp_server)


def test_redis_is_emptied_and_killed_in_the_middle(
    worker, own_redis, mailing, readers, smtp_server
):
    smtp_server.rules(delay=0.02)
    worker.start(beat=True, **QUICK)
    wait_until(lambda: len(smtp_server.messages()) > 30)
    own_redis.flush()
    wait_until(lambda: len(smtp_server.messages()) > 90)
    own_redis.kill()
    # With a task in hand that is not acknowledged Celery does not survive this (kombu 5.7: it hands
    # the task back over a connection that it has closed); its supervisor starts it again.
    wait_until(lambda: "Connection to broker lost" in worker.log)
    # The slice that is running goes on without it, to its end.
    time.sleep(QUICK["MAIL_SESSION_SECONDS"])
    own_redis.start()
    worker.kill()
    worker.start(beat=True, **QUICK)
    wait_until(is_finished)

    result = reconcile(mailing, readers, smtp_server.recipients())
    assert result.violations == (0, 0, 0)
    assert result.unknown <= 1
