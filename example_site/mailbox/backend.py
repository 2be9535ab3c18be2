from django.core.mail.backends.base import BaseEmailBackend

from example_site.mailbox import letters


class EmailBackend(BaseEmailBackend):
    """Keeps every mail for ``/mailbox/`` and sends none."""

    # For the newsletter, which asks; the demo's settings allow it.
    delivers = False

    def send_messages(self, email_messages):
        for message in email_messages:
            letters.keep(message.message().as_bytes())
        return len(email_messages)
