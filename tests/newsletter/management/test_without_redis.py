"""A site whose Redis was switched off for good, and that never had a worker: cron does it all."""

import re
from datetime import timedelta

import pytest

from tests.celery_app import app
from tests.newsletter import rows, visitors
from tests.newsletter.management.subcommands import processes
from wagtail_therapy.newsletter.models import Mailing, Subscriber

pytestmark = pytest.mark.django_db(transaction=True)

State = Mailing.State


@pytest.fixture(autouse=True)
def no_redis(monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", processes.NO_REDIS["REDIS_URL"])


@pytest.fixture
def run(smtp_server, therapy_mail):
    """Return a function that runs cron's command and returns what it printed and who was mailed."""

    def run():
        smtp_server.clear()
        done = therapy_mail.run("run")
        assert (done.code, "Traceback" in done.err) == (0, False)
        return done.out.strip(), smtp_server.recipients()

    return run


def confirm_path(smtp_server):
    [message] = smtp_server.messages()
    text = message.parsed.get_body(["plain"]).get_content()
    return re.search(r"http://testserver(/newsletter/confirm/\S+)", text)[1]


def test_a_reader_subscribes_and_gets_the_next_post(
    practice, make_post, client, smtp_server, therapy, run
):
    therapy(MAIL_HOLD=timedelta(0))
    rows.subscribers(practice.site, 2)

    client.post(visitors.SUBSCRIBE, visitors.filled_in(practice.site))
    assert run() == ("1 confirmations, 0 mailings worked on", [visitors.ADDRESS])
    client.post(confirm_path(smtp_server))
    assert Subscriber.objects.get(email=visitors.ADDRESS).status == Subscriber.Status.ACTIVE

    rows.publish(make_post())
    all_addresses = ["active-0@mail.example", "active-1@mail.example", visitors.ADDRESS]
    assert run() == ("0 confirmations, 1 mailings worked on", all_addresses)
    mailing = Mailing.objects.get()
    assert (mailing.state, mailing.sent) == (State.FINISHED, 3)
    assert run() == ("0 confirmations, 0 mailings worked on", [])
