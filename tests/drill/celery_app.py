"""Celery as a host has it, but that the clock of a worker may be wrong by ``DRILL_CLOCK`` seconds.

A network namespace has no clock of its own, and a time namespace shifts only those that start with
the machine.
"""

import os
import time

import time_machine
from celery import Celery

from wagtail_therapy.newsletter.schedule import BEAT_SCHEDULE

app = Celery("drill")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = BEAT_SCHEDULE

if wrong_by := float(os.environ.get("DRILL_CLOCK", "0")):
    time_machine.travel(time.time() + wrong_by, tick=True).start()
