"""A database restored from a backup while its mail went out, and one cloned to another place."""

import time
from collections import Counter

import pytest
from django.db import connection, transaction

from tests.chaos.judge import check_sum
from tests.chaos.workers import LEASE
from tests.processes import wait_until
from wagtail_therapy.newsletter import mailings
from wagtail_therapy.newsletter.models import Delivery, Mailing

READERS = 300
TABLES = [Mailing._meta.db_table, Delivery._meta.db_table]

# What a person reads then; it must have been noticed by the next worker, not by the test.
RESTORED = "Some readers have got this mail, but the database no longer says who."
ELSEWHERE = "The site’s address or server has changed since this was prepared."


@pytest.fixture
def folder(therapy, tmp_path):
    """The state of this machine, outside the database."""
    therapy(MAIL_STATE_DIR=tmp_path / "state")
    return str(tmp_path / "state")


@pytest.fixture
def backup():
    """Return two functions: the one backs up the ledger of the mail, the other restores it."""
    with connection.cursor() as cursor:
        yield lambda: back_up(cursor), lambda: restore(cursor)
        for table in TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {table}_backup")


def back_up(cursor):
    for table in TABLES:
        cursor.execute(f"CREATE TABLE {table}_backup AS SELECT * FROM {table}")


@transaction.atomic
def restore(cursor):
    for table in reversed(TABLES):
        cursor.execute(f"DELETE FROM {table}")
    for table in TABLES:
        cursor.execute(f"INSERT INTO {table} SELECT * FROM {table}_backup")


@pytest.mark.parametrize("backed_up_after", [0, 20])
def test_a_restored_database_mails_nobody_twice(
    folder, nursery, make_mailing, enlist, smtp_server, backup, backed_up_after
):
    back_up, restore = backup
    readers = enlist(READERS)
    smtp_server.rules(delay=0.004)
    mailing = queue(make_mailing)
    mail_some(nursery, smtp_server, folder, backed_up_after)
    back_up()
    mail_some(nursery, smtp_server, folder, backed_up_after + 20)
    restore()
    before = smtp_server.recipients()

    mail_on(nursery, folder)

    assert (smtp_server.recipients(), reason(mailing)) == (before, RESTORED)
    assert max(Counter(before).values()) == 1
    assert set(before) < set(readers)


def test_a_restored_mailing_that_is_cancelled_adds_up(
    folder, nursery, make_mailing, enlist, smtp_server, backup
):
    back_up, restore = backup
    enlist(READERS)
    smtp_server.rules(delay=0.004)
    mailing = queue(make_mailing)
    mail_some(nursery, smtp_server, folder, 20)
    back_up()
    mail_some(nursery, smtp_server, folder, 40)
    restore()
    before = smtp_server.recipients()

    mail_on(nursery, folder)
    assert reason(mailing) == RESTORED
    mailings.cancel(mailing)
    mail_on(nursery, folder)

    mailing.refresh_from_db()
    check_sum(mailing)
    assert (smtp_server.recipients(), mailing.state) == (before, Mailing.State.CANCELLED)


def test_a_cloned_database_mails_nobody(
    folder, nursery, make_mailing, enlist, smtp_server, tmp_path
):
    enlist(READERS)
    smtp_server.rules(delay=0.004)
    mailing = queue(make_mailing)
    mail_some(nursery, smtp_server, folder, 20)
    before = smtp_server.recipients()

    mail_on(nursery, str(tmp_path / "staging"))

    assert (smtp_server.recipients(), reason(mailing)) == (before, ELSEWHERE)


def queue(make_mailing):
    mailing = make_mailing()
    Mailing.objects.update(not_before=mailing.created_at)
    return mailing


def mail_some(nursery, smtp_server, folder, number):
    """Let a worker mail so many at least, and kill it."""
    if not number:
        return
    worker = nursery.start(MAIL_STATE_DIR=folder)
    wait_until(lambda: len(smtp_server.recipients()) >= number, every=0.01)
    worker.kill()
    time.sleep(LEASE)


def mail_on(nursery, folder):
    nursery.run(MAIL_STATE_DIR=folder, rounds=5)


def reason(mailing):
    """Return the first sentence of why it is paused."""
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.PAUSED
    return mailing.paused_reason.split(". ")[0].split("? ")[0].rstrip(".") + "."
