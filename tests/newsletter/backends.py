"""Mail backends of the host's own."""

import django
import dkim
from django.core.mail.backends.smtp import EmailBackend

from tests.mail import smtp_settings


class CountingBackend(EmailBackend):
    """Stands for a host that signs, copies or counts its mail on the way."""

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


def settings(found):
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
