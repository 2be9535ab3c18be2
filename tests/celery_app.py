import os

from celery import Celery

from wagtail_therapy.newsletter.schedule import BEAT_SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

app = Celery("tests")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {name: entry | {"schedule": 2.0} for name, entry in BEAT_SCHEDULE.items()}
