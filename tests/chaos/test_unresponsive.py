"""Workers that are not heard of for a while, and mail servers that say nothing for long."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection

from tests.chaos.database_outages import DATABASE_CALLS, lose_connection
from tests.chaos.reconciliation import ALL_ACCOUNTED_FOR, reconcile
from tests.chaos.workers import LEASE
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import Delivery, Lease, Mailing
from wagtail_therapy.newsletter.sending import deliveries, persistence

READERS = 30
SECOND = timedelta(seconds=1)


@contextmanager
def a_worker(mailing):
    """Let another thread be a worker for one slice; yield its future."""

    def work():
        try:
            deliveries.work_on(Mailing.objects.get())
        finally:
            connection.close()

    with ThreadPoolExecutor(1, thread_name_prefix="worker") as pool:
        yield pool.submit(work)


@contextmanager
def cut_off_from_the_database():
    """Take the database away from the worker's threads, however often they try."""

    def around(original):
        def call(*args, **kwargs):
            if threading.current_thread() is threading.main_thread():
                return original(*args, **kwargs)
            lose_connection()
            raise OperationalError("cut off")

        return call

    with ExitStack() as patches:
        for owner, name in DATABASE_CALLS:
            patches.enter_context(patch.object(owner, name, around(getattr(owner, name))))
        yield


def finish():
    for mailing in deliveries.sweep():
        deliveries.work_on(mailing)


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_says_nothing_makes_no_worker_look_dead(
    mailing, enlist, smtp_server, therapy
):
    readers = enlist(READERS)
    therapy(MAIL_LEASE=SECOND)
    smtp_server.rules(hold=3)
    with a_worker(mailing):
        wait_until(lambda: len(smtp_server.messages()) == 3)
        silent_since = time.monotonic()
        while time.monotonic() - silent_since < 2 * SECOND.total_seconds():
            deliveries.sweep()
            assert Delivery.objects.expired().count() == 0
        smtp_server.rules()
    assert reconcile(mailing, readers, smtp_server.recipients()) == ALL_ACCOUNTED_FOR


@pytest.mark.django_db(transaction=True)
def test_a_worker_cut_off_from_the_database_while_the_mail_server_answers(
    mailing, enlist, smtp_server, therapy, monkeypatch
):
    readers = enlist(READERS)
    therapy(MAIL_LEASE=SECOND)
    monkeypatch.setattr(persistence, "LONGEST_WAIT", 0.2)
    smtp_server.rules(hold=3)
    with a_worker(mailing) as worker:
        wait_until(lambda: len(smtp_server.messages()) == 3)
        with cut_off_from_the_database():
            smtp_server.rules()
            wait_until(lambda: not Lease.objects.alive().exists())
            deliveries.sweep()
            unknown = Delivery.objects.filter(state=Delivery.State.UNKNOWN).count()
        worker.result()
    finish()
    assert unknown == 1
    assert reconcile(mailing, readers, smtp_server.recipients()) == ALL_ACCOUNTED_FOR


@pytest.mark.slow
def test_a_worker_that_is_suspended_and_wakes_up_when_others_have_its_part(
    worker_pool, mailing, enlist, smtp_server
):
    readers = enlist(READERS)
    smtp_server.rules(delay=0.02)
    suspended = worker_pool.start(MAIL_CLAIM_SIZE=READERS, MAIL_SESSION_SECONDS=30)
    wait_until(lambda: len(smtp_server.messages()) > 3, every=0.01)
    suspended.stop()
    time.sleep(LEASE)
    assert worker_pool.run() == 0
    before = reconcile(mailing, readers, smtp_server.recipients())
    suspended.resume()
    assert suspended.wait() == 0

    assert (before.violations, before.unknown <= 1) == ((0, 0, 0), True)
    assert reconcile(mailing, readers, smtp_server.recipients()) == ALL_ACCOUNTED_FOR
