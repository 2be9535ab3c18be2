"""A plain host on a real database, with the newsletter's own queue in the broker."""

from tests.settings_plain import *  # noqa: F403 -- settings are a flat module in Django
from tests.settings_plain import INSTALLED_APPS as PLAIN_APPS
from tests.settings_plain import WAGTAIL_THERAPY as PLAIN

# As Redis, it keeps what it is given. Django's default keeps 300 entries, which ten posts fill.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
INSTALLED_APPS = [*PLAIN_APPS, "benchmarks.bare"]
# No worker takes the tasks: publishing enqueues, and a developer's own workers must not answer.
WAGTAIL_THERAPY = PLAIN | {
    "BASE_TEMPLATE": "bare/base.html",
    "MAIL_CELERY": True,
    "MAIL_QUEUE": "therapy_benchmark",
}
