import os

from celery import Celery

from wagtail_therapy.newsletter.schedule import BEAT_SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings")

app = Celery("example_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Once a minute is right for a practice. People who try the demo should not wait that long.
app.conf.beat_schedule = {name: {**entry, "schedule": 5.0} for name, entry in BEAT_SCHEDULE.items()}
