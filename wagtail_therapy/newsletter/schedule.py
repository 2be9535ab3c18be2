"""What a host adds to Celery's ``beat_schedule``. The queue is that of MAIL_QUEUE."""

BEAT_SCHEDULE = {
    "wagtail_therapy.newsletter.sweep": {
        "task": "wagtail_therapy.newsletter.sweep",
        # A worker that vanished is noticed after MAIL_LEASE and one of these.
        "schedule": 10.0,
        "options": {"queue": "therapy_mail"},
    },
    # Wagtail never publishes scheduled pages by itself: something has to start it.
    "wagtail_therapy.newsletter.publish_scheduled": {
        "task": "wagtail_therapy.newsletter.publish_scheduled",
        "schedule": 60.0,
        "options": {"queue": "therapy_mail"},
    },
    # Often, because a restarted beat begins to wait again. It sends at most one email a month.
    "wagtail_therapy.newsletter.remind_of_reviews": {
        "task": "wagtail_therapy.newsletter.remind_of_reviews",
        "schedule": 3600.0,
        "options": {"queue": "therapy_mail"},
    },
}
