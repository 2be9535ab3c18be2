"""A plain host on a real database, with the newsletter's own queue in the broker."""

from tests.settings_plain import *  # noqa: F403 -- settings are a flat module in Django
from tests.settings_plain import INSTALLED_APPS as PLAIN_APPS
from tests.settings_plain import WAGTAIL_THERAPY as PLAIN

INSTALLED_APPS = [*PLAIN_APPS, "benchmarks.bare"]
# No worker takes the tasks: publishing enqueues, and a developer's own workers must not answer.
WAGTAIL_THERAPY = PLAIN | {
    "BASE_TEMPLATE": "bare/base.html",
    "MAIL_CELERY": True,
    "MAIL_QUEUE": "therapy_benchmark",
}
