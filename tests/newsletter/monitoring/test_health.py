"""What a monitor gets to know."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from tests.mail_settings import smtp_settings
from tests.newsletter import rows
from wagtail_therapy import __version__
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.newsletter.models import Heartbeat, Mailing
from wagtail_therapy.newsletter.monitoring import health
from wagtail_therapy.newsletter.sending import progress
from wagtail_therapy.newsletter.workers import heartbeats

pytestmark = pytest.mark.usefixtures("stopped_clock")
VERSION = {"version": __version__}


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, use_mail_settings):
    """A broker that answers, and a mail server that isn't asked for anything here."""
    use_mail_settings(smtp_settings("127.0.0.1", 1))
    monkeypatch.setattr(tasks, "broker_error", lambda: "")
    monkeypatch.setattr(tasks, "queue_length", lambda: 3)


@pytest.fixture
def at_work(practice):
    beat_at = timezone.now() - timedelta(seconds=30)
    Heartbeat.objects.create(worker="a:1", task="sweep", beat_at=beat_at, version=__version__)


def test_health_of_a_site_in_good_order(at_work):
    assert health.check_health().as_dict() == VERSION | {
        "ok": True,
        "faults": [],
        "warnings": [],
        "queue": {"name": "therapy_mail", "length": 3},
        "sweep_seconds": 30,
        "oldest_due_seconds": None,
        "unknown": 0,
        "last_error": None,
        "given_up": 0,
        "confirmations": {"waiting": 0, "oldest_seconds": None, "last_error": None},
        "reader_emails": {"waiting": 0, "oldest_seconds": None, "last_error": None},
        "workers": [
            {"host": "a", "processes": 1, "version": __version__, "seconds": 30, "clock_offset": 0}
        ],
        "mailings": [],
    }


def test_health_of_a_site_where_much_is_wrong(at_work, mailing, site, therapy):
    therapy(MAIL_CELERY=False)
    long_ago = timezone.now() - timedelta(minutes=12)
    Mailing.objects.update(
        not_before=long_ago, consecutive_errors=4, last_error="SMTPException", unknown=2
    )
    rows.subscriber(site, status="pending", confirmation_due_at=long_ago, requested_at=long_ago)
    Heartbeat.record_unsent(Heartbeat.CONFIRMATIONS, "TimeoutError")
    found = health.check_health()
    about = f"Mailing {mailing.pk}"
    assert [(one.about, one.level) for one in (*found.faults, *found.warnings)] == [
        (about, "FAIL"),
        (about, "FAIL"),
        ("Confirmation emails", "FAIL"),
        ("Unknown", "WARN"),
    ]
    assert {name: found.as_dict()[name] for name in CHANGED} == CHANGED


CHANGED = {
    "ok": False,
    "queue": {"name": "therapy_mail", "length": None},
    "oldest_due_seconds": 720,
    "unknown": 2,
    "last_error": {"reason": "SMTPException", "in_a_row": 4},
    "confirmations": {
        "waiting": 1,
        "oldest_seconds": 720,
        "last_error": {"reason": "TimeoutError", "in_a_row": 1},
    },
}


def test_health_while_the_database_is_away(monkeypatch, db):
    def away():
        raise OperationalError("connection refused at 10.0.0.7")

    monkeypatch.setattr(heartbeats, "workers", away)
    assert health.check_health().as_dict() == VERSION | {
        "ok": False,
        "faults": [
            {
                "level": "FAIL",
                "about": "Database",
                "fact": "does not answer (OperationalError).",
                "advice": "Start it, and check whether its disk is full.",
            }
        ],
        "warnings": [],
        "queue": {"name": "therapy_mail", "length": 3},
    }


def test_health_asks_no_queue_of_a_broker_that_is_down(at_work, monkeypatch):
    monkeypatch.setattr(tasks, "broker_error", lambda: "TimeoutError")
    found = health.check_health()
    assert (found.is_well, found.queue_length) == (True, None)
    assert [one.about for one in found.warnings] == ["Celery's broker"]


@pytest.mark.parametrize("number", [1, 3])
def test_health_takes_the_same_few_queries_however_much_there_is(
    at_work, make_mailing, site, number, django_assert_num_queries, make_post
):
    for _ in range(number):
        make_mailing()
    rows.subscribers(site, number, "pending")
    with django_assert_num_queries(12):
        found = health.check_health()
    assert len(found.facts.mailings) == number


def test_progress_of_all_mailings_is_read_on_demand(at_work, mailing):
    ended = timezone.now() - timedelta(days=3)
    Mailing.objects.update(state=Mailing.State.FINISHED, finished_at=ended)
    assert health.check_health().facts.mailings == []
    assert health.check_health(is_all=True).facts.mailings == progress.of([mailing])
