"""A host whose mail goes through a queue of another package."""

import os

import django

from tests import settings
from tests.settings import *  # noqa: F403 -- settings are a flat module in Django


class NoMigrations(dict):
    """Makes Django create the tables of today, which takes seconds instead of a minute."""

    def __contains__(self, label):
        return True

    def __getitem__(self, label):
        return None


QUEUES = {
    "post_office": "post_office.EmailBackend",
    "mailer": "mailer.backend.DbBackend",
    "djcelery_email": "djcelery_email.backends.CeleryEmailBackend",
}
if django.VERSION >= (6, 0):
    # 3.0 asks each message for `mixed_subtype`, which Django 6.0 took away.
    del QUEUES["djcelery_email"]
SMTP = "django.core.mail.backends.smtp.EmailBackend"

INSTALLED_APPS = [*settings.INSTALLED_APPS, *QUEUES]
MIGRATION_MODULES = NoMigrations()
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
CELERY_BROKER_URL = "memory://"

# How they send on what is in the queue.
SMTP_HOST, _, SMTP_PORT = os.environ.get("SMTP_SERVER", "127.0.0.1:1").partition(":")
POST_OFFICE = {"BACKENDS": {"default": SMTP, "smtp": SMTP}, "THREADS_PER_PROCESS": 1}
MAILER_EMAIL_BACKEND = CELERY_EMAIL_BACKEND = SMTP
EMAIL_HOST, EMAIL_PORT = SMTP_HOST, int(SMTP_PORT)
# Not all of them know Django 6.1's way yet.
globals().pop("MAILERS", None)
