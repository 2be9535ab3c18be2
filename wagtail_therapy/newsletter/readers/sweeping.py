"""What is due for readers as time passes, other than sending."""

from . import address_changes, pauses, reader_emails, reminders, subscriptions


def sweep() -> None:
    """Delete what is kept no longer, end pauses and make reminders due.

    Any number of processes may run it.
    """
    subscriptions.purge()
    address_changes.forget_requests()
    reader_emails.purge()
    pauses.resume_due()
    reminders.queue_due()
