"""Workers on hosts whose clocks are ten minutes ahead, or behind: they send what is due, whole."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.chaos.reconciliation import ALL_ACCOUNTED_FOR, reconcile
from tests.chaos.workers import SilentWorker
from tests.newsletter import rows
from tests.processes import purge_queues, smtp_environ, wait_until
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Heartbeat, Mailing

pytestmark = pytest.mark.slow

READERS = 60


@pytest.fixture(autouse=True)
def separate_clocks(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has the clock of this host")


@pytest.fixture
def worker(worker_pool, smtp_server, tmp_path):
    purge_queues()
    worker = SilentWorker(worker_pool.fork_server, tmp_path, smtp_environ(smtp_server))
    yield worker
    worker.kill()
    purge_queues()


@pytest.mark.parametrize("minutes", [10, -10])
def test_a_celery_worker_with_another_clock(
    worker, mailing, make_post, enlist, smtp_server, minutes
):
    readers = enlist(READERS)
    # Of another that is due in a minute nothing may go out.
    rows.publish(make_post("Not yet"))
    Mailing.objects.exclude(pk=mailing.pk).update(not_before=timezone.now() + timedelta(minutes=1))
    tasks.enqueue(tasks.send_mailing, mailing_id=mailing.pk)
    worker.start(beat=True, minutes_ahead=minutes)
    wait_until(lambda: Mailing.objects.get(pk=mailing.pk).finished_at)
    wait_until(lambda: Heartbeat.objects.filter(task=Heartbeat.SWEEP).exists())

    assert reconcile(mailing, readers, smtp_server.recipients()) == ALL_ACCOUNTED_FOR
    assert "revoked" not in worker.log
    assert {round(beat.clock_offset / 60) for beat in Heartbeat.objects.all()} == {minutes}
    for message in smtp_server.messages():
        assert abs(message.parsed["Date"].datetime - timezone.now()) < timedelta(minutes=5)
