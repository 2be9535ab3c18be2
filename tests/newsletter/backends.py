"""A mail backend of the host's own."""

from django.core.mail.backends.smtp import EmailBackend

from tests.mail import smtp_settings


class CountingBackend(EmailBackend):
    """Stands for a host that signs, copies or counts its mail on the way."""

    sent = 0

    def _send(self, email_message):
        type(self).sent += 1
        return super()._send(email_message)


def settings_for(server):
    found = smtp_settings(server.host, server.port)
    name = f"{__name__}.{CountingBackend.__name__}"
    if "MAILERS" in found:
        found["MAILERS"]["default"]["BACKEND"] = name
        return found
    return found | {"EMAIL_BACKEND": name}
