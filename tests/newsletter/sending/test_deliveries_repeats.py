"""Where a provider knows a message again by its key, an attempt without an answer is repeated."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter import provider_server, rows, worker_sessions
from tests.newsletter.worker_sessions import wait_for_retry, work
from wagtail_therapy.newsletter.models import Delivery, Mailing
from wagtail_therapy.newsletter.sending import deliveries

State = Mailing.State

pytestmark = pytest.mark.usefixtures("stopped_clock")


@pytest.fixture
def provider():
    with provider_server.serve() as provider:
        yield provider


@pytest.fixture
def resend(mailing, site, use_mail_settings, provider):
    """Resend, which has one reader's mail before it and gives no sensible answer."""
    rows.subscribers(site, 1)
    use_mail_settings(provider_server.settings_for("resend", provider.url))
    provider.answer = (500, {})
    return provider


def vanish(mailing, **delivery):
    """Leave a delivery as a worker does that was killed while it sent."""
    deliveries.preparation.prepare(mailing)
    [claimed] = worker_sessions.claim(mailing)
    claimed.begin_sending()
    Delivery.objects.update(**delivery)
    worker_sessions.vanish()


def age(mailing, **time):
    """Let the first attempt be that long ago, and the next be due."""
    Delivery.objects.update(
        first_attempt_at=timezone.now() - timedelta(**time), next_attempt_at=None
    )
    Mailing.objects.update(not_before=timezone.now())
    mailing.refresh_from_db()


def test_attempt_without_an_answer_is_repeated_under_the_same_key(mailing, resend):
    assert work(mailing) == (State.SENDING, {"queued": 1})
    assert wait_for_retry(mailing) == 1

    resend.answer = (200, {"id": "id-1"})
    assert work(mailing) == (State.FINISHED, {"sent": 1})
    assert len(resend.bodies) == 2
    assert resend.bodies[0] == resend.bodies[1]
    first, second = (headers["Idempotency-Key"] for headers in resend.headers)
    assert (first, bool(first)) == (second, True)
    assert mailing.deliveries.get().provider_id == "id-1"


def test_repeat_that_the_provider_has_had_already_was_sent(mailing, resend):
    work(mailing)
    wait_for_retry(mailing)
    resend.answer = (409, {"name": "invalid_idempotent_request"})
    assert work(mailing) == (State.FINISHED, {"sent": 1})


def test_first_attempt_whose_key_is_taken_is_not_believed(mailing, resend):
    resend.answer = (409, {"name": "invalid_idempotent_request"})
    assert work(mailing) == (State.SENDING, {"queued": 1})


def test_key_that_the_provider_may_have_forgotten_is_not_used_again(mailing, resend):
    work(mailing)
    age(mailing, hours=23, minutes=1)
    assert work(mailing) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 1})
    assert len(resend.bodies) == 1


def test_certain_refusal_is_no_attempt_to_repeat(mailing, resend):
    resend.answer = (429, {})
    work(mailing)
    assert mailing.deliveries.get().is_repeat is False


def test_attempt_of_a_worker_that_vanished_is_repeated(mailing, resend):
    vanish(mailing)
    deliveries.sweep()
    assert rows.states(mailing) == {"queued": 1}
    resend.answer = (200, {"id": "id-1"})
    assert work(mailing) == (State.FINISHED, {"sent": 1})


def test_attempt_of_a_worker_that_vanished_long_ago_is_unknown(mailing, resend):
    vanish(mailing, first_attempt_at=timezone.now() - timedelta(hours=24))
    deliveries.sweep()
    assert rows.states(mailing) == {"unknown": 1}


@pytest.mark.parametrize("name", ["postmark", "mailgun"])
def test_provider_without_keys_is_not_tried_again(mailing, site, use_mail_settings, provider, name):
    rows.subscribers(site, 1)
    use_mail_settings(provider_server.settings_for(name, provider.url))
    provider.answer = (500, {})
    assert work(mailing) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 1})
    assert len(provider.bodies) == 1


def test_repeat_is_left_alone_when_the_host_has_changed_its_provider(mailing, resend, smtp_server):
    """``smtp_server`` comes last: mail leaves by SMTP now, which knows no keys."""
    deliveries.preparation.prepare(mailing)
    Delivery.objects.update(attempts=1, first_attempt_at=timezone.now())
    assert work(mailing) == (State.FINISHED_WITH_UNKNOWN, {"unknown": 1})
    assert smtp_server.messages() == []
