"""A database restored from a backup while its mail went out, and one cloned to another place."""

import time
from collections import Counter

import pytest
from django.db import connection, transaction

from tests import database_dump
from tests.chaos.reconciliation import check_sum
from tests.chaos.workers import LEASE
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import mailings

READERS = 300
TABLES = [Mailing._meta.db_table, Delivery._meta.db_table]

# What a person reads then; it must have been noticed by the next worker, not by the test.
RESTORED = "Some readers have got this email, but the database no longer says who."
MAY_BE_A_COPY = "This may be a copy of the site."
DATABASE = "Changed: the database."
REST = (
    "If it is the real site, resume, or run “manage.py therapy_mail adopt”. If it is a copy, "
    "don’t: real readers would get this email."
)
STATE = f"SELECT state, paused_reason FROM {Mailing._meta.db_table}"


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
def test_restored_database_emails_no_reader_twice(
    folder, worker_pool, make_mailing, enlist, smtp_server, backup, backed_up_after
):
    back_up, restore = backup
    readers = enlist(READERS)
    smtp_server.rules(delay=0.004)
    mailing = queue(make_mailing)
    mail_some(worker_pool, smtp_server, backed_up_after, MAIL_STATE_DIR=folder)
    back_up()
    mail_some(worker_pool, smtp_server, backed_up_after + 20, MAIL_STATE_DIR=folder)
    restore()
    before = smtp_server.recipients()

    mail_on(worker_pool, folder)

    assert (smtp_server.recipients(), reason(mailing)) == (before, RESTORED)
    assert max(Counter(before).values()) == 1
    assert set(before) < set(readers)


def test_a_restored_mailing_that_is_cancelled_adds_up(
    folder, worker_pool, make_mailing, enlist, smtp_server, backup
):
    back_up, restore = backup
    enlist(READERS)
    smtp_server.rules(delay=0.004)
    mailing = queue(make_mailing)
    mail_some(worker_pool, smtp_server, 20, MAIL_STATE_DIR=folder)
    back_up()
    mail_some(worker_pool, smtp_server, 40, MAIL_STATE_DIR=folder)
    restore()
    before = smtp_server.recipients()

    mail_on(worker_pool, folder)
    assert reason(mailing) == RESTORED
    mailings.cancel(mailing)
    mail_on(worker_pool, folder)

    mailing.refresh_from_db()
    check_sum(mailing)
    assert (smtp_server.recipients(), mailing.state) == (before, Mailing.State.CANCELLED)


def test_cloned_database_sends_no_email(
    folder, worker_pool, make_mailing, enlist, smtp_server, tmp_path
):
    enlist(READERS)
    smtp_server.rules(delay=0.004)
    mailing = queue(make_mailing)
    mail_some(worker_pool, smtp_server, 20, MAIL_STATE_DIR=folder)
    before = smtp_server.recipients()

    mail_on(worker_pool, str(tmp_path / "staging"))

    assert (smtp_server.recipients(), reason(mailing)) == (before, MAY_BE_A_COPY)


def test_dump_restored_elsewhere_with_all_settings_sends_no_email_until_adopted(
    folder, worker_pool, therapy, make_mailing, enlist, smtp_server, tmp_path
):
    same = {"MAIL_STATE_DIR": folder, "MAIL_ENVIRONMENT": "production"}
    therapy(**same)
    readers = enlist(READERS)
    smtp_server.rules(delay=0.004)
    queue(make_mailing)
    mail_some(worker_pool, smtp_server, 20, **same)
    before = smtp_server.recipients()

    with database_dump.restored(tmp_path) as elsewhere:
        worker_pool.run(rounds=5, database=elsewhere, **same)
        assert smtp_server.recipients() == before
        assert database_dump.rows(elsewhere, STATE) == [
            ("paused", f"{MAY_BE_A_COPY} {DATABASE} {REST}")
        ]

        assert worker_pool.run(job="adopt", rounds=1, database=elsewhere, **same) == 0
        worker_pool.run(database=elsewhere, **same)
        [(state, reason)] = database_dump.rows(elsewhere, STATE)

    mailed = smtp_server.recipients()
    assert (state.startswith("finished"), reason) == (True, "")
    # The one that the killed worker had in hand stays unknown.
    assert (max(Counter(mailed).values()), len(set(readers) - set(mailed)) <= 1) == (1, True)


def queue(make_mailing):
    mailing = make_mailing()
    Mailing.objects.update(not_before=mailing.created_at)
    return mailing


def mail_some(worker_pool, smtp_server, number, **settings):
    """Let a worker mail so many at least, and kill it."""
    if not number:
        return
    worker = worker_pool.start(**settings)
    wait_until(lambda: len(smtp_server.recipients()) >= number, every=0.01)
    worker.kill()
    time.sleep(LEASE)


def mail_on(worker_pool, folder):
    worker_pool.run(MAIL_STATE_DIR=folder, rounds=5)


def reason(mailing):
    """Return the first sentence of why it is paused."""
    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.PAUSED
    return mailing.paused_reason.split(". ")[0].split("? ")[0].rstrip(".") + "."
