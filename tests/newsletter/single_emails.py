"""Emails to one reader, as the queue has them: made due, sent, and waited for."""

from django.utils import timezone

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import NewsletterSettings, ReaderEmail
from wagtail_therapy.newsletter.readers import reader_emails

Kind = ReaderEmail.Kind
FORMER, NEW = "former@mail.example", "new@mail.example"
ADDRESSES = {Kind.NEW_ADDRESS: NEW, Kind.ADDRESS_CHANGED: FORMER}


def moving_reader(site):
    """Return a reader of a practice that welcomes readers, who wants to change their address."""
    NewsletterSettings.objects.create(site=site, sends_welcome=True)
    new = {"new_email": NEW, "new_email_requested_at": timezone.now()}
    return rows.subscriber(site, **new)


def queue(reader, kind=Kind.LINK):
    reader_emails.queue(reader, kind, ADDRESSES.get(kind, ""))
    return ReaderEmail.objects.latest("pk")


def send(reader_email):
    """Send what is due; return (whether it was accepted, whether it is still due, attempts)."""
    accepted = reader_emails.send(reader_email)
    left = ReaderEmail.objects.filter(pk=reader_email.pk, due_at__isnull=False).first()
    return accepted, bool(left), left.attempts if left else 0


def end_wait(reader_email):
    ReaderEmail.objects.filter(pk=reader_email.pk).update(due_at=timezone.now())
