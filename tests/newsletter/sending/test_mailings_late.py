"""What a slow worker brings when another one has finished the mailing already."""

import pytest
from django.db import connection

from tests.newsletter import rows, worker_sessions
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings
from wagtail_therapy.newsletter.sending.session import SendSession
from wagtail_therapy.newsletter.transport.backends import Transport

State = Mailing.State


@pytest.fixture
def slow(ready_mailing):
    """A worker that has sent to all three readers, and not stored how many that were."""
    deliveries.preparation.prepare(ready_mailing)
    with Transport() as transport:
        worker = SendSession(ready_mailing, transport)
        worker.handle_all(worker_sessions.claim(ready_mailing))
        worker.finish()
    return worker


def counts(mailing):
    mailing.refresh_from_db()
    return mailing.state, mailing.sent, mailing.unknown, mailing.left


@pytest.fixture
def settled_between_two_looks(ready_mailing, slow):
    """Another worker settles its last delivery as soon as all of them were counted."""
    busy = ready_mailing.deliveries.last()
    Delivery.objects.filter(pk=busy.pk).update(state=Delivery.State.SENDING)

    def look_and_settle(execute, sql, *rest):
        answer = execute(sql, *rest)
        if sql.startswith("SELECT") and Delivery._meta.db_table in sql:
            busy.mark_sent()
        return answer

    with connection.execute_wrapper(look_and_settle):
        yield


def test_results_are_not_counted_twice(ready_mailing, slow):
    assert mailings.finish_if_done(Mailing.objects.get()) is True
    slow.record_progress()
    assert counts(ready_mailing) == (State.FINISHED, 3, 0, 0)


def test_a_late_acceptance_leaves_nothing_unknown(ready_mailing, slow):
    robbed = ready_mailing.deliveries.first()
    Delivery.objects.filter(pk=robbed.pk).update(state=Delivery.State.UNKNOWN)
    mailings.finish_if_done(Mailing.objects.get())
    assert counts(ready_mailing) == (State.FINISHED_WITH_UNKNOWN, 2, 1, 0)

    assert robbed.mark_sent() is True
    assert mailings.finish_if_done(Mailing.objects.get()) is False
    assert counts(ready_mailing) == (State.FINISHED, 3, 0, 0)
    assert rows.states(ready_mailing) == {"sent": 3}


@pytest.mark.usefixtures("settled_between_two_looks")
def test_what_is_settled_while_another_worker_finishes_is_counted(ready_mailing):
    assert mailings.finish_if_done(Mailing.objects.get()) is False
    assert counts(ready_mailing) == (State.SENDING, 3, 0, 0)
    assert mailings.finish_if_done(Mailing.objects.get()) is True
    assert counts(ready_mailing) == (State.FINISHED, 3, 0, 0)
