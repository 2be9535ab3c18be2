"""Reports about mails without a delivery: they count by address, on each site that mailed it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Site

from tests.newsletter import provider_payloads, provider_reports, rows, visitors
from wagtail_therapy.conf import conf
from wagtail_therapy.newsletter.models import ConsentEvent, ProviderEvent, Subscriber
from wagtail_therapy.newsletter.readers import confirmations, suppressions

Status = Subscriber.Status


@pytest.fixture(autouse=True)
def secrets(settings):
    settings.ANYMAIL = provider_payloads.settings()


@pytest.fixture
def waiting(practice, mailoutbox):
    """A visitor who was sent a confirmation mail."""
    reader = visitors.ask(practice.site)
    call_command("therapy_mail", "run", verbosity=0)
    assert len(mailoutbox) == 1
    return reader


def mailgun(client, **event):
    fields = {f"event-data.{name}": value for name, value in event.items()}
    made = provider_payloads.payload("Mailgun", fields)
    made["event-data"]["user-variables"] = {}
    assert provider_payloads.post(client, "Mailgun", made).status_code == 200


def outcome(reader):
    return provider_reports.status(reader)[0], [
        reason for _hash, reason in provider_reports.suppressions()
    ]


@pytest.mark.parametrize(
    ("event", "after"),
    [
        (
            {"event": "failed", "severity": "permanent", "reason": "bounce"},
            (Status.SUPPRESSED, ["bounced"]),
        ),
        ({"event": "complained"}, (Status.SUPPRESSED, ["complained"])),
        ({"event": "unsubscribed"}, (Status.UNSUBSCRIBED, ["unsubscribed"])),
        ({"event": "failed", "reason": "suppress-complaint"}, (Status.SUPPRESSED, ["complained"])),
    ],
)
def test_report_about_a_confirmation_mail_counts(client, waiting, event, after):
    mailgun(client, **event)
    assert outcome(waiting) == after


@pytest.mark.parametrize(
    "event",
    [
        {"event": "delivered"},
        {"event": "rejected"},
        {"event": "opened"},
        {"event": "failed", "severity": "temporary", "reason": "generic"},
        {"event": "failed", "severity": "permanent", "reason": "old"},
        {"event": "failed", "severity": "permanent", "reason": "espblock"},
    ],
)
def test_other_reports_about_a_confirmation_mail_change_nothing(client, waiting, event):
    before = visitors.everything()
    mailgun(client, **event)
    assert visitors.everything() == before


def test_who_called_a_confirmation_mail_spam_is_not_asked_again(
    client, waiting, mailoutbox, time_machine
):
    mailgun(client, event="complained")
    time_machine.move_to(timezone.now() + timedelta(days=2))
    visitors.ask(waiting.site)
    call_command("therapy_mail", "run", verbosity=0)
    assert len(mailoutbox) == 1


def test_report_without_a_delivery_repeats_itself_in_vain(client, waiting):
    for _ in range(3):
        mailgun(client, event="complained")
    assert ConsentEvent.objects.filter(kind="complained").count() == 1
    assert ProviderEvent.objects.count() == 0


def test_report_without_a_delivery_counts_on_each_site_that_mailed(client, waiting):
    elsewhere, unmailed = [
        Site.objects.create(hostname=f"{name}.example", root_page=waiting.site.root_page)
        for name in ("other", "third")
    ]
    mailed = rows.subscriber(elsewhere, waiting.email)
    entered = visitors.ask(unmailed)
    mailgun(client, event="complained")
    readers = [waiting, mailed, entered]
    assert [provider_reports.status(one)[0] for one in readers] == [
        "suppressed",
        "suppressed",
        "pending",
    ]


def test_report_that_comes_before_the_answer_of_the_server_counts(client, practice):
    reader = visitors.ask(practice.site)
    assert reader.claim_confirmation(timezone.now(), conf.mail_lease) is True
    mailgun(client, event="complained")
    assert outcome(reader) == (Status.SUPPRESSED, ["complained"])


@pytest.mark.parametrize("lost", [1, 5])
def test_report_about_a_mail_whose_answers_were_lost_counts(client, practice, smtp_server, lost):
    reader = visitors.ask(practice.site)
    smtp_server.rules(drop="after_dot")
    for _ in range(lost):
        Subscriber.objects.update(confirmation_due_at=timezone.now())
        assert confirmations.send(reader) is False
    mailgun(client, event="complained")
    assert outcome(reader) == (Status.SUPPRESSED, ["complained"])


def test_report_about_a_mail_that_was_never_handed_over_is_ignored(client, practice, smtp_server):
    reader = visitors.ask(practice.site)
    smtp_server.rules(refuse_recipients={reader.email: "554 5.7.1 No"})
    confirmations.send(reader)
    mailgun(client, event="complained")
    assert outcome(reader) == (Status.PENDING, [])


def test_report_without_a_delivery_about_an_erased_reader_is_remembered(client, site):
    reader = rows.subscriber(site, provider_reports.ADDRESS)
    ConsentEvent.objects.create(
        site=site, address_hash=reader.address_hash, kind="confirmed", method="link"
    )
    reader.delete()
    mailgun(client, event="complained")
    assert provider_reports.suppressions() == [(reader.address_hash, "complained")]


def test_report_without_a_delivery_about_a_stranger_is_ignored(client, site):
    mailgun(client, event="complained")
    assert provider_reports.suppressions() == []


def test_report_from_before_the_reader_confirmed_does_not_stop_them(client, site):
    reader = rows.subscriber(site, provider_reports.ADDRESS, confirmed_at=timezone.now())
    made = provider_payloads.payload("Mailgun", {"event-data.event": "complained"})
    made["event-data"]["timestamp"] -= 3600
    provider_payloads.post(client, "Mailgun", made)
    assert outcome(reader) == (Status.ACTIVE, [])


def test_list_of_mandrill_counts(client, site):
    reader = rows.subscriber(site, provider_reports.ADDRESS)
    made = {
        "type": "blacklist",
        "action": "add",
        "reject": {"email": reader.email, "reason": "spam"},
    }
    assert provider_payloads.post(client, "Mandrill", made).status_code == 200
    assert outcome(reader) == (Status.SUPPRESSED, ["complained"])


def test_complaint_outweighs_a_bounce(client, site):
    reader = rows.subscriber(site, provider_reports.ADDRESS)
    suppressions.suppress(reader, "bounced")
    mailgun(client, event="complained")
    assert outcome(reader) == (Status.SUPPRESSED, ["complained"])
