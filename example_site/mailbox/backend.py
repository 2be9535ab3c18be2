from django.core.mail.backends.base import BaseEmailBackend

from example_site.mailbox import emails


class EmailBackend(BaseEmailBackend):
    """Stores every email for ``/mailbox/`` and sends none."""

    # The newsletter reads this; the demo's settings allow such a backend.
    delivers = False

    def send_messages(self, email_messages):
        for message in email_messages:
            emails.store(message.message().as_bytes())
        return len(email_messages)
