"""What a host adds to Celery's ``beat_schedule``. The queue is that of MAIL_QUEUE."""

BEAT_SCHEDULE = {
    "wagtail_therapy.newsletter.sweep": {
        "task": "wagtail_therapy.newsletter.sweep",
        "schedule": 60.0,
        "options": {"queue": "therapy_mail"},
    },
}
