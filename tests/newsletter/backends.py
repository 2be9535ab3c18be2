"""Mail backends of the host's own."""

import django
import dkim
from botocore.config import Config
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django_ses import SESBackend

from tests.mail_settings import smtp_settings


class CountingBackend(EmailBackend):
    """Like a host's own backend that signs, copies or counts its emails on the way."""

    sent = 0

    def _send(self, email_message):
        type(self).sent += 1
        return super()._send(email_message)


class SigningBackend(EmailBackend):
    """Signs with DKIM, as the recipes on the web do it."""

    key = b""
    changed = staticmethod(lambda document: document)

    def _send(self, email_message):
        document = self.changed(email_message.message())
        document["X-Signed"] = "yes"
        content = document.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        signed = [b"from", b"to", b"subject", b"list-unsubscribe", b"list-unsubscribe-post"]
        signature = dkim.sign(content, b"mail", b"host.example", self.key, include_headers=signed)
        self.connection.sendmail("posts@host.example", email_message.to, signature + content)
        return True


class RedirectingBackend(EmailBackend):
    """Sends all mail of a test site to its developer."""

    def _send(self, email_message):
        email_message.to = ["dev@host.example"]
        email_message.subject = f"[test] {email_message.subject}"
        return super()._send(email_message)


class DjangoSES(SESBackend):
    """django-ses, which reads Django's settings only once; these are changed by each test."""

    def __init__(self, **options):
        super().__init__(
            aws_access_key="k",
            aws_secret_key="s",
            aws_region_name="eu-west-1",
            aws_region_endpoint=settings.SES_URL,
            aws_config=Config(read_timeout=settings.SES_PATIENCE),
            **options,
        )
        # It would ask Amazon for the quota first.
        self._throttle = None


class DjangoSESv2(DjangoSES):
    def __init__(self, **options):
        super().__init__(use_ses_v2=True, **options)


class OddBackend(BaseEmailBackend):
    """Raises what a test gives it."""

    raises: Exception

    def send_messages(self, email_messages):
        raise self.raises


def chosen(found):
    """Return settings of a backend, for the Django that is here."""
    if django.VERSION < (6, 1):
        return found
    rest = {name: value for name, value in found.items() if name != "EMAIL_BACKEND"}
    return rest | {"MAILERS": {"default": {"BACKEND": found["EMAIL_BACKEND"]}}}


def settings_for(server, backend=CountingBackend):
    found = smtp_settings(server.host, server.port)
    name = f"{__name__}.{backend.__name__}"
    if "MAILERS" in found:
        found["MAILERS"]["default"]["BACKEND"] = name
        return found
    return found | {"EMAIL_BACKEND": name}
