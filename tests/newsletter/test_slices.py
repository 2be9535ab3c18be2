"""What a worker knows of a message it keeps, whatever goes wrong with the next one."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, transaction

from tests.newsletter import rows
from tests.newsletter.workers import EVERYBODY, FIRST
from wagtail_therapy.newsletter import deliveries, freezing, mailings, records, spool
from wagtail_therapy.newsletter.models import Delivery, Mailing, Subscriber
from wagtail_therapy.newsletter.smtp import SmtpSession

State = Mailing.State


@pytest.mark.parametrize("plain", [False, True])
def test_a_server_that_is_closing_but_takes_another_offer_gets_no_more(ready, smtp_server, plain):
    smtp_server.rules(plain=plain, refuse_data="421 4.7.28 Unusual rate")

    deliveries.work_on(ready)

    assert rows.states(ready) == {"queued": 3}
    assert smtp_server.messages() == []


def test_an_address_that_cannot_be_offered_leaves_the_message_before_known(ready, smtp_server):
    Subscriber.objects.filter(email=EVERYBODY[1]).update(email="two words@mail.example")

    deliveries.work_on(ready)

    assert rows.states(ready) == {"sent": 2, "failed": 1}


def test_a_fault_between_two_messages_leaves_the_first_known(
    ready, smtp_server, therapy, monkeypatch
):
    therapy(MAIL_CLAIM_SIZE=1)
    claims = iter([deliveries.claim, locked])
    monkeypatch.setattr(deliveries, "claim", lambda *args: next(claims)(*args))

    with pytest.raises(OperationalError):
        deliveries.work_on(ready)

    assert rows.states(ready) == {"sent": 1, "queued": 2}


def locked(*args, **kwargs):
    raise OperationalError("database is locked")


def test_a_database_gone_at_the_next_intent_leaves_the_message_before_in_the_spool(
    state_folder, ready, smtp_server, monkeypatch
):
    begin = Delivery.begin_sending

    def vanish_at_the_second(delivery, after=None, provider_id=""):
        if after:
            monkeypatch.setattr(Delivery, "move", locked)
            locked()
        return begin(delivery, after, provider_id)

    monkeypatch.setattr(records, "PATIENCE", 0)
    monkeypatch.setattr(Delivery, "begin_sending", vanish_at_the_second)
    with pytest.raises(OperationalError):
        deliveries.work_on(ready)
    monkeypatch.undo()

    assert spool.replay() == 1
    assert ready.deliveries.get(state=Delivery.State.SENT).subscriber.email == FIRST


def test_a_time_limit_while_handing_over_is_no_proof_that_nothing_left(
    ready, smtp_server, monkeypatch
):
    hand_over = SmtpSession.hand_over

    def interrupted(session):
        hand_over(session)
        monkeypatch.undo()
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(SmtpSession, "hand_over", interrupted)
    deliveries.work_on(ready)
    assert rows.states(ready)["unknown"] == 1


def test_nothing_is_claimed_in_a_transaction_of_the_host(ready):
    freezing.prepare(ready)
    with transaction.atomic(), pytest.raises(RuntimeError):
        deliveries.claim(ready)
    assert rows.states(ready) == {"queued": 3}
