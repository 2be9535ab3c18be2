"""Whether the service that sends the emails may track what readers open and click."""

from django.core.exceptions import ImproperlyConfigured

from wagtail_therapy import compat

from . import development_backends

# Providers whose tracking we turn off in each message (django-anymail 15). The others have a switch
# in their own console, and a message that mentions it is an error.
UNTRACKABLE = {
    "Mailgun",
    "MailerSend",
    "Mailjet",
    "Mandrill",
    "Postmark",
    "SendGrid",
    "SparkPost",
    "Test",
    "Unisender Go",
}
# The server's own switch for opens outweighs what a message says.
# https://postmarkapp.com/developer/user-guide/tracking-opens/tracking-opens-per-email
OVERRIDING = {"Postmark"}


def service_to_check() -> str:
    """Return the name of the service whose own settings decide whether it tracks.

    "" if each message tells the service not to, or if no email is sent at all.
    """
    try:
        backend = compat.mail_connection()
    except (ImproperlyConfigured, ImportError):
        return ""
    esp_name = getattr(backend, "esp_name", "")
    if esp_name in UNTRACKABLE - OVERRIDING or not development_backends.delivers(backend):
        return ""
    return str(esp_name or getattr(backend, "host", "") or type(backend).__qualname__)
