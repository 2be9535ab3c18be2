"""A worker at a mailing says that it is alive, however long the mail server takes."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connections

from tests.newsletter import rows, worker_sessions
from tests.processes import wait_until
from wagtail_therapy.newsletter.models import Lease, Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings
from wagtail_therapy.newsletter.workers import leases

State = Mailing.State
QUICK = timedelta(seconds=0.5)


@pytest.fixture
def renewals(monkeypatch):
    """The threads that have renewed a lease, each time that one did."""
    seen = []
    renew = Lease.renew

    def note(lease):
        seen.append(threading.current_thread())
        return renew(lease)

    monkeypatch.setattr(Lease, "renew", note)
    return seen


@pytest.fixture
def opened(monkeypatch):
    """The connections to the database that threads of ours have opened."""
    found = []
    renew = leases._try

    def note(lease):
        found.append(connections["default"])
        return renew(lease)

    monkeypatch.setattr(leases, "_try", note)
    return found


def test_a_lease_is_held_for_a_slice(mailing):
    with leases.acquired(mailing) as lease:
        assert list(Lease.objects.all()) == [lease]
        assert mailings.due() == []
    assert Lease.objects.count() == 0
    assert mailings.due() == [mailing]


def test_a_lease_is_given_back_whatever_goes_wrong(mailing):
    with pytest.raises(ZeroDivisionError), leases.acquired(mailing):
        raise ZeroDivisionError
    assert Lease.objects.count() == 0


def test_without_a_free_place_nothing_is_done(ready_mailing, therapy):
    therapy(MAIL_CONNECTIONS=1)
    other = Lease.acquire(ready_mailing)
    assert deliveries.work_on(ready_mailing) is False
    assert (rows.states(ready_mailing), list(Lease.objects.all())) == ({}, [other])


@pytest.mark.django_db(transaction=True)
def test_a_lease_is_renewed_meanwhile_on_a_connection_that_is_closed(mailing, therapy, opened):
    therapy(MAIL_LEASE=QUICK)
    with leases.acquired(mailing) as lease:
        first = lease.renewed_at
        wait_until(lambda: Lease.objects.get().renewed_at > first)
        assert list(Lease.objects.alive()) == [lease]
    [beside] = set(opened)
    assert (beside is connections["default"], beside.connection) == (False, None)


def test_a_short_slice_opens_no_second_connection(ready_mailing, opened):
    deliveries.work_on(ready_mailing)
    assert (rows.states(ready_mailing), opened) == ({"sent": 3}, [])


@pytest.mark.django_db(transaction=True)
def test_renewing_survives_that_the_database_is_away(mailing, therapy, monkeypatch):
    therapy(MAIL_LEASE=QUICK)
    tries = []
    renew = Lease.renew

    def fail_twice(lease):
        tries.append(lease)
        if len(tries) < 3:
            raise OperationalError
        return renew(lease)

    monkeypatch.setattr(Lease, "renew", fail_twice)
    with leases.acquired(mailing) as lease:
        first = lease.renewed_at
        wait_until(lambda: Lease.objects.get().renewed_at > first)


@pytest.mark.django_db(transaction=True)
def test_renewing_ends_when_the_worker_was_given_up(mailing, therapy, renewals):
    therapy(MAIL_LEASE=QUICK)
    with leases.acquired(mailing):
        Lease.objects.all().delete()
        [renewal] = wait_until(lambda: renewals)
        renewal.join(10)
        assert (renewal.is_alive(), renewal.daemon) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_hangs_is_given_up(mailing, therapy, monkeypatch, renewals):
    therapy(MAIL_LEASE=QUICK, MAIL_SESSION_SECONDS=0)
    monkeypatch.setattr(leases, "PATIENCE", 0)
    with leases.acquired(mailing):
        wait_until(lambda: not Lease.objects.alive().exists())
    assert renewals == []


def test_a_worker_that_was_given_up_claims_nothing_more(ready_mailing):
    deliveries.preparation.prepare(ready_mailing)
    lease = Lease.acquire(ready_mailing)
    [mine, *_rest] = deliveries.claim(lease)
    worker_sessions.vanish()
    deliveries.sweep()
    assert (mine.begin_sending(), deliveries.claim(lease)) == (False, [])
    assert rows.states(ready_mailing) == {"queued": 3}


def test_a_mailing_that_waits_for_its_first_worker_comes_before_more_workers(
    ready_mailing, make_post, therapy
):
    therapy(MAIL_CONNECTIONS=2)
    rows.publish(make_post("Another"))
    other = Mailing.objects.exclude(pk=ready_mailing.pk).get()
    rows.end_holds()
    with leases.acquired(ready_mailing) as first:
        first.mailing.record_heartbeat()
        ready_mailing.refresh_from_db()
        with leases.acquired(ready_mailing) as second, leases.acquired(other) as others:
            assert (second, others.mailing) == (None, other)
    # With no other that waits, both are for it.
    Mailing.objects.filter(pk=other.pk).update(state=State.PAUSED)
    with leases.acquired(ready_mailing), leases.acquired(ready_mailing) as second:
        assert second.place == 2


def test_mailings_take_turns_where_one_connection_is_allowed(ready_mailing, make_post, therapy):
    therapy(MAIL_CONNECTIONS=1)
    rows.publish(make_post("Another"))
    other = Mailing.objects.exclude(pk=ready_mailing.pk).get()
    rows.end_holds()
    ready_mailing.record_heartbeat()
    for mailing in (ready_mailing, other):
        mailing.refresh_from_db()
    with leases.acquired(ready_mailing) as lease:
        assert lease is None
    with leases.acquired(other) as lease:
        other.record_heartbeat()
    for mailing in (ready_mailing, other):
        mailing.refresh_from_db()
    with leases.acquired(other) as lease:
        assert lease is None
    with leases.acquired(ready_mailing) as lease:
        assert lease.mailing == ready_mailing
