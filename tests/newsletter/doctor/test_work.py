from datetime import timedelta

import pytest
from django.utils import timezone

from tests.celery_app import app
from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter import mailings
from wagtail_therapy.newsletter.doctor import work
from wagtail_therapy.newsletter.models import Heartbeat


@pytest.fixture
def no_redis(monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")


def beat(**ago):
    Heartbeat.objects.create(worker="w", task="sweep", beat_at=timezone.now() - timedelta(**ago))


def examine():
    return facts(work.examine())


def test_work_in_good_order(site, therapy, tmp_path):
    beat(seconds=50)
    therapy(MAIL_STATE_DIR=tmp_path / "state")
    assert examine() == {
        "Workers": ("OK", "have been seen lately."),
        "Celery's broker": ("OK", "answers."),
        "MAIL_STATE_DIR": ("OK", "is there."),
    }


def test_state_dir_that_is_not_set(site, therapy):
    therapy(MAIL_STATE_DIR=None)
    assert examine()["MAIL_STATE_DIR"] == (
        "WARN",
        "is not set, so nobody notices that the database was restored or copied.",
    )


def test_state_dir_that_cannot_be_made(site, therapy, tmp_path):
    (tmp_path / "file").touch()
    therapy(MAIL_STATE_DIR=tmp_path / "file" / "state")
    assert examine()["MAIL_STATE_DIR"] == ("FAIL", "cannot be made (NotADirectoryError).")


def test_worker_that_was_never_started(site):
    assert examine()["Workers"] == ("FAIL", "none has ever been seen.")


def test_worker_that_fell_silent(site):
    beat(minutes=12, seconds=5)
    assert examine()["Workers"] == ("FAIL", "none has been seen for 12 minutes.")


def test_host_without_celery_needs_no_broker(site, therapy):
    beat(seconds=50)
    therapy(MAIL_CELERY=False)
    found = examine()
    assert found["Celery"] == ("OK", "is not used: mail leaves by cron's therapy_mail run.")
    assert "Celery's broker" not in found


def test_broker_that_is_down(site, no_redis):
    beat(seconds=50)
    assert examine()["Celery's broker"] == ("WARN", "does not answer (OperationalError).")


def test_mailing_that_waits_for_a_person(mailing):
    mailings.pause(mailing, "The mail server refuses the sender.")
    assert examine()[f"Mailing {mailing.pk}"] == ("FAIL", "The mail server refuses the sender.")
