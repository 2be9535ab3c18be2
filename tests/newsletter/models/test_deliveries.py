from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.newsletter import rows, worker_sessions
from wagtail_therapy.newsletter.models import Delivery, Lease, Mailing, Suppression
from wagtail_therapy.newsletter.sending import preparation

State = Delivery.State


@pytest.fixture
def claimed(mailing, site):
    rows.subscribers(site, 1)
    preparation.prepare(mailing)
    [delivery] = worker_sessions.claim(mailing)
    return delivery


def state(delivery):
    delivery.refresh_from_db()
    return delivery.state


def test_delivery_is_one_for_each_mailing_and_reader(claimed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(mailing=claimed.mailing, subscriber=claimed.subscriber)


def test_delivery_shows_no_address(claimed):
    assert str(claimed) == f"{claimed.pk}: claimed"


@pytest.mark.parametrize(
    ("move", "end"),
    [
        (Delivery.mark_sent, State.SENT),
        (lambda delivery: delivery.mark_failed("550"), State.FAILED),
        (lambda delivery: delivery.mark_unknown("lost"), State.UNKNOWN),
        (Delivery.release, State.QUEUED),
    ],
)
def test_delivery_being_sent_is_settled_once(claimed, move, end):
    assert claimed.begin_sending() is True
    assert (move(claimed), state(claimed)) == (True, end)
    assert (claimed.lease, claimed.attempts) == (None, 1)


def test_delivery_that_was_not_begun_was_not_sent(claimed):
    assert (claimed.mark_sent(), state(claimed)) == (False, State.CLAIMED)


@pytest.mark.parametrize("settled", [State.SENT, State.FAILED, State.SKIPPED])
def test_delivery_that_is_settled_stays_so(claimed, settled):
    Delivery.objects.update(state=settled)
    moves = [
        claimed.begin_sending(),
        claimed.mark_sent(),
        claimed.mark_unknown("lost"),
        claimed.mark_skipped("left"),
        claimed.release(),
    ]
    assert (moves, state(claimed)) == ([False] * 5, settled)


@pytest.mark.parametrize("mailing_state", sorted(set(Mailing.State.values) - {"sending"}))
def test_delivery_is_not_begun_unless_its_mailing_is_being_sent(claimed, mailing_state):
    Mailing.objects.update(state=mailing_state)
    assert (claimed.begin_sending(), state(claimed)) == (False, State.CLAIMED)


def test_delivery_is_not_begun_when_the_address_is_suppressed(claimed, site):
    Suppression.objects.create(site=site, address_hash=claimed.email_hash, reason="bounced")
    assert claimed.begin_sending() is False


def test_claim_takes_what_is_due(mailing, site, therapy):
    rows.subscribers(site, 4)
    preparation.prepare(mailing)
    first, second, third, _fourth = Delivery.objects.order_by("pk")
    later = timezone.now() + timedelta(minutes=1)
    Delivery.objects.filter(pk=first.pk).update(next_attempt_at=later)
    Delivery.objects.filter(pk=second.pk).update(next_attempt_at=timezone.now())
    therapy(MAIL_CLAIM_SIZE=2)

    taken = worker_sessions.claim(mailing)

    assert [delivery.pk for delivery in taken] == [second.pk, third.pk]
    assert {delivery.state for delivery in taken} == {State.CLAIMED}
    assert {delivery.lease for delivery in taken} == {Lease.objects.get()}
