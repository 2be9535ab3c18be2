"""What a host adds to Celery's ``beat_schedule``. With a MAIL_QUEUE of your own, change the queue."""

BEAT_SCHEDULE = {
    "wagtail_therapy.newsletter.sweep": {
        "task": "wagtail_therapy.newsletter.sweep",
        "schedule": 60.0,
        "options": {"queue": "therapy_mail"},
    },
}
