"""Every switch on a Wagtail or Django version, newest first."""

from typing import Any

import django
import wagtail
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from wagtail.api import APIField
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

SMTP_TIMEOUT = 30


def mail_connection() -> BaseEmailBackend:
    """Return a new, closed connection of the host's default mailer.

    Django 6.1 replaced ``get_connection()`` by ``mailers``:
    https://docs.djangoproject.com/en/6.1/topics/email/#migrating-email-to-mailers
    """
    connection = mail.mailers.default if django.VERSION >= (6, 1) else mail.get_connection()
    # Django's default is to wait forever for a mail server that doesn't answer.
    if getattr(connection, "timeout", SMTP_TIMEOUT) is None:
        connection.timeout = SMTP_TIMEOUT
    return connection


def api_field(name: str, serializer: Any = None, writable: bool = False) -> APIField:
    """Return a field for both of Wagtail's APIs. Only v3 can write to it.
    Wagtail 8.0 brought API v3, and ``writable``, which is a TypeError before:
    https://docs.wagtail.org/en/stable/releases/8.0.html
    """
    if wagtail.VERSION >= (8, 0):
        return APIField(name, serializer=serializer, writable=writable)
    return APIField(name, serializer=serializer)


def file_policies() -> list[Any]:
    """Return the permission policies of the host's images and documents.

    Wagtail 8.0 brought a registry of them: https://docs.wagtail.org/en/stable/releases/8.0.html
    Neither can be imported before Wagtail's apps are ready.
    """
    if wagtail.VERSION >= (8, 0):
        from wagtail.permissions import policy_registry

        return [
            policy_registry.get_by_type(one) for one in (get_image_model(), get_document_model())
        ]
    from wagtail.documents.permissions import permission_policy as for_documents
    from wagtail.images.permissions import permission_policy as for_images

    return [for_images, for_documents]
