"""Mailings through Amazon SES, by Amazon's own client."""

import base64
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.newsletter import provider_server, rows
from tests.newsletter.provider_answers import ANSWERS
from tests.newsletter.worker_sessions import wait_for_retry, work
from wagtail_therapy.newsletter.models import Mailing, Subscriber

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fast_amazon_client")]

CLIENTS = ["amazon_ses", "django_ses", "django_ses_v2"]


@pytest.fixture(params=CLIENTS)
def amazon(request, use_mail_settings, provider):
    """Amazon SES, which takes what it is sent; ``.case()`` is an answer in another case."""
    use_mail_settings(provider_server.settings_for(request.param, provider.url))
    provider.case = ANSWERS[request.param].get
    provider.answer = provider.case("accepted")
    return provider


def raw(request):
    """Return the message in a request of either API."""
    data = request.get("Content", {}).get("Raw", {}).get("Data") or request["RawMessage.Data"][0]
    return rows.parsed_mail(base64.b64decode(data))


def throttled_at(amazon, *numbers):
    """Let Amazon refuse some of the requests, by number; return the readers whose it took."""
    accepted = []

    def answer(request):
        if len(amazon.bodies) in numbers:
            return amazon.case("throttled")
        accepted.append(raw(request)["To"])
        return amazon.case("accepted")

    amazon.answer = answer
    return accepted


@pytest.mark.parametrize("numbers", [[3], [3, 4, 5], [1, 13]])
def test_mailing_that_is_throttled_is_delivered_whole_without_a_person(
    mailing, site, amazon, numbers
):
    readers = [reader.email for reader in rows.subscribers(site, 12)]
    accepted = throttled_at(amazon, *numbers)
    waits = []
    while work(mailing)[0] != Mailing.State.FINISHED:
        assert mailing.state == Mailing.State.SENDING
        waits.append(wait_for_retry(mailing))
    assert sorted(accepted) == sorted(readers)
    assert (rows.states(mailing), mailing.unknown, mailing.failed) == ({"sent": 12}, 0, 0)
    assert len(waits) == len(numbers)
    assert all(0 < minutes < 2 for minutes in waits)


def test_mailing_names_the_delivery_in_each_message(mailing, site, use_mail_settings, provider):
    use_mail_settings(provider_server.settings_for("amazon_ses", provider.url))
    provider.answer = ANSWERS["amazon_ses"]["accepted"]
    rows.subscribers(site, 2)
    work(mailing)
    named = {raw(posted)["X-Metadata"] for posted in provider.messages}
    ids = mailing.deliveries.values_list("pk", flat=True)
    assert named == {f'{{"delivery_id": "{pk}"}}' for pk in ids}


def test_mailing_waits_for_hours_when_the_quota_of_the_day_is_used_up(mailing, site, amazon):
    rows.subscribers(site, 2)
    amazon.answer = amazon.case("quota used up")
    assert work(mailing) == (Mailing.State.SENDING, {"queued": 2})
    left = mailing.not_before - timezone.now()
    assert timedelta(hours=2.9) < left < timedelta(hours=3.1)


@pytest.mark.parametrize("amazon", ["amazon_ses"], indirect=True)
def test_mailing_outlasts_a_day_without_quota(mailing, site, amazon):
    rows.subscribers(site, 2)
    amazon.answer = amazon.case("quota used up")
    minutes = 0
    for _ in range(9):
        assert work(mailing) == (Mailing.State.SENDING, {"queued": 2})
        minutes += wait_for_retry(mailing)
    assert minutes > 24 * 60
    amazon.answer = amazon.case("accepted")
    assert work(mailing) == (Mailing.State.FINISHED, {"sent": 2})


@pytest.mark.parametrize("case", ["wrong key", "sender not verified"])
def test_mailing_that_amazon_does_not_let_out_waits_for_a_person(mailing, site, amazon, case):
    rows.subscribers(site, 2)
    amazon.answer = amazon.case(case)
    assert work(mailing) == (Mailing.State.PAUSED, {"queued": 2})


@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
@pytest.mark.parametrize("lost", ["reset", "answers 500"])
def test_message_is_posted_once_though_the_client_would_repeat_it(
    mailing, site, amazon, monkeypatch, mode, lost
):
    """A message whose answer was lost may have been accepted: the next post is a second mail."""
    monkeypatch.setenv("AWS_RETRY_MODE", mode)
    rows.subscribers(site, 1)
    amazon.answer = amazon.case(lost) or lost
    assert work(mailing)[1] == {"unknown": 1}
    assert len(amazon.bodies) == 1


def test_mailing_without_a_key_waits_for_a_person(
    mailing, site, use_mail_settings, monkeypatch, tmp_path
):
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    found = provider_server.settings_for("amazon_ses", "http://127.0.0.1:1/")
    client = found["ANYMAIL"]["AMAZON_SES_CLIENT_PARAMS"]
    del client["aws_access_key_id"], client["aws_secret_access_key"]
    use_mail_settings(found)
    rows.subscribers(site, 1)
    assert work(mailing) == (Mailing.State.PAUSED, {"queued": 1})


@pytest.mark.parametrize("case", ["throttled", "wrong key", "recipient rejected", "answers 500"])
def test_run_goes_on_to_mailings_after_a_confirmation_mail_was_refused(mailing, site, amazon, case):
    rows.subscribers(site, 1)
    pending = Subscriber.Status.PENDING
    rows.subscriber(site, "new@mail.example", pending, confirmation_due_at=timezone.now())

    def answer(request):
        to_new = raw(request)["To"] == "new@mail.example"
        return amazon.case(case if to_new else "accepted")

    amazon.answer = answer
    call_command("therapy_mail", "run", verbosity=0)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.sent) == (Mailing.State.FINISHED, 1)
