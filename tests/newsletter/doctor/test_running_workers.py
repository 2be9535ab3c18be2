from datetime import timedelta

import pytest
from django.utils import timezone

from tests.newsletter.doctor.facts import facts
from wagtail_therapy import __version__
from wagtail_therapy.newsletter.doctor import running_workers
from wagtail_therapy.newsletter.models import Heartbeat
from wagtail_therapy.newsletter.workers import heartbeats

pytestmark = [pytest.mark.usefixtures("stopped_clock"), pytest.mark.django_db]
AT_WORK = {"Workers": ("OK", "were seen lately on a.")}


def beat(task="sweep", worker="a:1", version=__version__, **ago):
    beat_at = timezone.now() - timedelta(**ago)
    Heartbeat.objects.create(worker=worker, task=task, beat_at=beat_at, version=version)


def examine(queue_length=0):
    return facts(running_workers.examine(heartbeats.workers(), queue_length))


def test_work_in_good_order():
    beat(seconds=50)
    assert examine() == {"Sweep": ("OK", "ran 50 seconds ago.")} | AT_WORK


@pytest.mark.parametrize(
    ("uses_celery", "queue_length", "fact"),
    [
        (False, None, "has not run for a day, or never: cron does not run therapy_mail."),
        (True, 0, "has not run for a day, or never: neither beat nor cron starts it."),
        (True, None, "has not run for a day, or never: neither beat nor cron starts it."),
        (
            True,
            1,
            "has not run for a day, or never, and no worker takes the tasks in its queue: 1 task.",
        ),
    ],
)
def test_sweep_that_never_ran(therapy, uses_celery, queue_length, fact):
    therapy(MAIL_CELERY=uses_celery)
    assert examine(queue_length) == {"Sweep": ("FAIL", fact)}


def test_sweep_that_ended_while_workers_are_at_work():
    beat(minutes=12, seconds=5)
    beat("mailing", "a:2", seconds=1)
    fact = "last ran 12 minutes ago: neither beat nor cron starts it."
    assert examine() == {"Sweep": ("FAIL", fact)} | AT_WORK


@pytest.mark.parametrize(("version", "shown"), [("0.0", "0.0"), ("", "unknown")])
def test_workers_that_a_deploy_forgot(version, shown):
    beat(seconds=50)
    beat("mailing", "b:2", version, seconds=1)
    fact = f"don't run version {__version__}: b ({shown})."
    assert examine()["Workers"] == ("WARN", fact)


@pytest.mark.parametrize(
    ("offset", "fact"),
    [
        (60, None),
        (600, "is 10 minutes ahead of the database's."),
        (-61, "is 1 minute behind the database's."),
    ],
)
def test_host_that_keeps_another_time(offset, fact):
    beat(seconds=50)
    Heartbeat.objects.update(clock_offset=offset)
    assert examine().get("Clock of a") == (fact and ("FAIL", fact))


@pytest.mark.parametrize(("length", "is_long"), [(None, False), (99, False), (100, True)])
def test_long_queue_is_reported(length, is_long):
    beat(seconds=50)
    found = examine(length).get("Queue")
    assert found == (("WARN", "100 tasks wait in therapy_mail.") if is_long else None)
