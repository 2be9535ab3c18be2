"""The database goes away for a moment, at each statement of a worker in turn.

The process lives on, so here not even one reader may end as unknown.
"""

import contextlib
import itertools
from datetime import timedelta

import pytest
from django.db import OperationalError, connection

from tests.chaos.database_outages import outage
from tests.chaos.reconciliation import ALL_ACCOUNTED_FOR, reconcile
from tests.newsletter import worker_sessions
from wagtail_therapy.newsletter.models import Mailing
from wagtail_therapy.newsletter.sending import deliveries, persistence

AT_LEAST = 60
KINDS = ["busy", "lost before", "lost after"]


@pytest.fixture(autouse=True)
def small_claims(therapy, monkeypatch):
    """Three readers take two claims."""
    therapy(MAIL_CLAIM_SIZE=2, MAIL_HOLD=timedelta(0))
    monkeypatch.setattr(persistence, "FIRST_WAIT", 0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_database_is_lost_at_some_statements(
    transactional_db, make_mailing, enlist, smtp_server, kind
):
    check(make_mailing, enlist(3), smtp_server, kind, every=7)


@pytest.mark.chaos
@pytest.mark.parametrize("kind", KINDS)
def test_the_database_is_lost_at_any_statement(
    transactional_db, make_mailing, enlist, smtp_server, kind
):
    check(make_mailing, enlist(3), smtp_server, kind, every=1)


def check(make_mailing, readers, smtp_server, kind, every):
    for number in itertools.count(1, every):
        Mailing.objects.all().delete()
        smtp_server.clear()
        mailing = make_mailing()
        with outage(number, kind) as found, contextlib.suppress(OperationalError):
            deliveries.work_on(mailing)
        if not found.failed_at:
            break
        go_on()
        result = reconcile(mailing, readers, smtp_server.recipients())
        assert (result, found.failed_at) == (ALL_ACCOUNTED_FOR, found.failed_at)
    assert number > AT_LEAST


def go_on():
    """Do what the next sweep finds to do, once the leases are over."""
    connection.close()
    worker_sessions.vanish()
    for mailing in deliveries.sweep():
        deliveries.work_on(mailing)
