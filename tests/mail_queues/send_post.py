"""Mails one post through each queue, and prints what it was to say.

What a queue holds is sent on over SMTP, as the package's own worker does it.
"""

import json
import sys

from celery import current_app
from django.core.management import call_command
from django.test.utils import override_settings
from djcelery_email.tasks import send_emails
from mailer.engine import send_all
from post_office.mail import send_queued
from wagtail.models import Locale

from tests import sites
from tests.mail_queues.settings import QUEUES
from tests.newsletter import expected_email, rows
from tests.testapp.models import JournalEntry, JournalEntryAuthor
from wagtail_therapy.authors.models import Author
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.sending import deliveries
from wagtail_therapy.practice.models import PracticeSettings


def prepare():
    """Return a site with a practice and one reader."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    sites.add_what_was_flushed()
    site = sites.add_site("testserver")
    names = {
        "name": expected_email.NAME,
        "sender_name": expected_email.NAME,
        "sender_email": "posts@host.example",
    }
    PracticeSettings.objects.create(site=site, postal_address="1 Host Street", **names)
    rows.subscriber(site)
    return site


def publish(site):
    author = Author.objects.create(name="Ada Example", locale=Locale.get_default())
    post = JournalEntry(title=expected_email.TITLE, live=False, excerpt=expected_email.TEXT)
    post.post_authors = [JournalEntryAuthor(author=author)]
    site.root_page.add_child(instance=post)
    rows.answer(post, PostMailIntent.Choice.SEND)
    rows.publish(post)
    rows.end_hold()
    return Mailing.objects.order_by("-pk").first()


def send_tasks():
    """Do what a Celery worker does with what the queue holds."""
    with current_app.connection_for_read() as broker:
        arguments, options, _rest = broker.SimpleQueue("celery").get(timeout=5).payload
        send_emails(*arguments, **options)


SEND_ON = {"post_office": send_queued, "mailer": send_all, "djcelery_email": send_tasks}


def main():
    site = prepare()
    for name, backend in QUEUES.items():
        Mailing.objects.all().delete()
        mailing = publish(site)
        with override_settings(EMAIL_BACKEND=backend):
            deliveries.work_on(mailing)
        mailing.refresh_from_db()
        delivery = mailing.deliveries.get()
        SEND_ON[name]()
        posted = [name, delivery.get_state_display(), expected_email.expected(delivery)]
        sys.stdout.write(f"{json.dumps(posted)}\n")
