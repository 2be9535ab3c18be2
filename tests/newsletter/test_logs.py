"""No address, no name and no title in any log, whatever happens."""

import logging
import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from tests.newsletter import rows, visitors
from tests.newsletter.visitors import SUBSCRIBE
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.composing import emails, emails_to_readers
from wagtail_therapy.newsletter.models import Mailing, Subscriber
from wagtail_therapy.newsletter.sending import deliveries, mailings

SECRETS = re.compile(r"secret|mail\.example|Willow|endings", re.IGNORECASE)

LONG_AGO = datetime(2020, 3, 1, tzinfo=UTC)
FAULTS = {
    "none": {},
    "refused": {"refuse_recipients": {"secret-reader@mail.example": "550 secret-reader unknown"}},
    "put off": {"refuse_recipients": {"secret-reader@mail.example": "451 secret-reader later"}},
    "sender": {"refuse_sender": "550 Willow must log in"},
    "spam": {"refuse_data": "554 On endings is spam"},
    "down": {"unavailable": True},
    "lost": {"drop": "after_dot"},
}


@pytest.fixture
def logged_secrets(caplog):
    """Return a function that lists the secrets that our loggers, and Django's, have written."""
    caplog.set_level(logging.DEBUG)

    def logged_secrets():
        formatter = logging.Formatter("%(name)s %(message)s")
        lines = [formatter.format(record) for record in caplog.records]
        # Wagtail's own log names the page that is published.
        lines = [line for line in lines if not line.startswith("wagtail ")]
        return [line for line in lines if SECRETS.search(line)]

    return logged_secrets


@pytest.fixture
def willow(practice, make_post):
    practice.name = practice.sender_name = "Willow"
    practice.save()
    rows.subscriber(practice.site, "secret-reader@mail.example")
    rows.publish(make_post())
    return practice.site


@pytest.mark.parametrize("fault", FAULTS)
def test_mailing_logs_no_personal_data(willow, smtp_server, logged_secrets, fault):
    smtp_server.rules(**FAULTS[fault])
    mailing = rows.end_hold()
    deliveries.work_on(mailing)
    mailings.pause(mailing, "By hand.")
    mailings.resume(mailing)
    deliveries.work_on(mailing)
    call_command("therapy_mail", "run")
    deliveries.sweep()
    mailings.cancel(mailing)
    assert logged_secrets() == []


def test_mailing_says_in_numbers_what_happens_to_it(willow, smtp_server, caplog):
    caplog.set_level(logging.INFO, "wagtail_therapy.newsletter")
    mailing = rows.end_hold()
    mailings.pause(mailing, "By hand.", by="Orla")
    mailings.resume(mailing)
    mailings.pause_for_sender(mailing, "550")
    mailings.resume(mailing)
    deliveries.work_on(mailing)
    no_recipients = "0 recipients, 0 sent, 0 unknown, 0 failed, 0 skipped, 0 left"
    one = "1 recipients, {} sent, 0 unknown, 0 failed, 0 skipped, {} left"
    assert [(line.levelname, line.getMessage()) for line in caplog.records] == [
        (level, f"Mailing {mailing.pk} {event}")
        for level, event in [
            ("INFO", f"was paused: {no_recipients}"),
            ("INFO", f"was resumed: {no_recipients}"),
            # A person has to look.
            ("WARNING", f"was paused: {no_recipients}"),
            ("INFO", f"was resumed: {no_recipients}"),
            ("INFO", f"starts: {one.format(0, 1)}"),
            ("INFO", f"has ended: {one.format(1, 0)}"),
        ]
    ]


def test_mailing_that_is_cancelled_or_expires_says_so(mailing, make_mailing, caplog):
    caplog.set_level(logging.INFO, "wagtail_therapy.newsletter")
    mailings.cancel(mailing)
    late = make_mailing()
    Mailing.objects.filter(pk=late.pk).update(not_before=LONG_AGO, not_after=LONG_AGO)
    late.refresh_from_db()
    deliveries.work_on(late)
    no_recipients = "0 recipients, 0 sent, 0 unknown, 0 failed, 0 skipped, 0 left"
    assert [(line.levelname, line.getMessage()) for line in caplog.records] == [
        ("INFO", f"Mailing {mailing.pk} was cancelled: {no_recipients}"),
        ("WARNING", f"Mailing {late.pk} expired: {no_recipients}"),
    ]


@pytest.mark.parametrize("fault", FAULTS)
def test_subscribing_logs_no_personal_data(willow, client, smtp_server, logged_secrets, fault):
    smtp_server.rules(**FAULTS[fault])
    client.post(SUBSCRIBE, visitors.filled_in(willow, "secret-new@mail.example"))
    client.post(SUBSCRIBE, visitors.filled_in(willow, "secret\n@mail.example"))
    call_command("therapy_mail", "run")
    reader = Subscriber.objects.get(email="secret-new@mail.example")
    for path in (
        f"/newsletter/confirm/{tokens.confirm_token(reader)}/",
        f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader)}/",
        "/newsletter/confirm/forged/",
    ):
        client.get(path)
        client.post(path)
    assert logged_secrets() == []


@pytest.mark.parametrize("field", ["sender_email", "postal_address"])
def test_a_practice_that_cannot_mail_is_not_named(
    willow, practice, smtp_server, logged_secrets, field
):
    setattr(practice, field, "")
    practice.save()
    visitors.ask(willow, "secret-new@mail.example")
    deliveries.work_on(rows.end_hold())
    call_command("therapy_mail", "run")
    assert logged_secrets() == []


def test_errors_have_no_personal_data(willow, practice):
    practice.sender_email = ""
    practice.save()
    reader = rows.subscriber(willow, "secret-new@mail.example", status="pending")
    with pytest.raises(emails.CannotMailError) as caught:
        emails_to_readers.confirmation(reader)
    assert SECRETS.search(str(caught.value)) is None


def test_delivery_and_mailing_rows_have_no_personal_data(willow, smtp_server):
    smtp_server.rules(**FAULTS["refused"])
    deliveries.work_on(rows.end_hold())
    delivery = Mailing.objects.get().deliveries.get()
    assert SECRETS.search(f"{delivery} {delivery.error_class} {delivery.provider_id}") is None
    assert SECRETS.search(Mailing.objects.get().paused_reason) is None
