"""Every switch on a Wagtail or Django version, newest first."""

import django
from django.core import mail


def mail_connection():
    """Return a new, closed connection of the host's default mailer.

    Django 6.1 replaced ``get_connection()`` by ``mailers``:
    https://docs.djangoproject.com/en/6.1/topics/email/#migrating-email-to-mailers
    """
    if django.VERSION >= (6, 1):
        return mail.mailers.default
    return mail.get_connection()
