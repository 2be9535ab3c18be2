from datetime import timedelta

import pytest
from django.utils import timezone

from tests.mail_settings import smtp_settings
from tests.newsletter import provider_server, rows
from tests.newsletter.doctor.name_server import name_server
from tests.practice import ready_practice
from wagtail_therapy.newsletter.doctor import dns_client
from wagtail_therapy.newsletter.models import Heartbeat, Mailing
from wagtail_therapy.newsletter.sending import deliveries, mailings
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.readiness import Effort
from wagtail_therapy.practice.readiness_rules import crisis_lines


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, []),
        ({"sender_email": ""}, ["sender"]),
        ({"postal_address": ""}, ["sender"]),
        ({"sender_email": "orla@gmail.com"}, ["sender_domain"]),
    ],
)
def test_sender_whose_emails_do_not_arrive_is_reported(site, fields, codes):
    ready_practice.practice(site, **fields)

    assert ready_practice.found(site, Effort.GLANCE) == codes


@pytest.mark.parametrize(("minutes", "codes"), [(4, []), (6, ["workers"])])
def test_workers_that_are_silent_are_found(site, minutes, codes):
    ready_practice.practice(site)
    Heartbeat.objects.update(beat_at=timezone.now() - timedelta(minutes=minutes))

    assert ready_practice.found(site, Effort.GLANCE) == codes


def test_workers_that_never_were_are_found(site):
    ready_practice.practice(site)
    Heartbeat.objects.all().delete()

    assert ready_practice.found(site, Effort.GLANCE) == ["workers"]


@pytest.mark.parametrize(("minutes", "codes"), [(4, []), (6, ["emails_to_one"])])
def test_emails_to_readers_that_wait_too_long_are_found(site, minutes, codes):
    ready_practice.practice(site)
    before = ready_practice.found(site, Effort.READING)
    waiting = timezone.now() - timedelta(minutes=minutes)
    rows.subscriber(site).emails.create(kind="link", created_at=waiting, due_at=waiting)

    assert sorted(ready_practice.found(site, Effort.READING)) == sorted([*before, *codes])
    assert ready_practice.found(site, Effort.GLANCE) == []


def test_mailings_that_wait_in_what_may_be_a_copy_are_found(site, practice, mailing, therapy):
    practice.delete()
    ready_practice.practice(site)
    therapy(MAIL_ENVIRONMENT="staging")
    before = ready_practice.found(site, Effort.READING)

    deliveries.work_on(mailing)
    assert sorted(ready_practice.found(site, Effort.READING)) == sorted([*before, "copy"])

    mailings.resume(Mailing.objects.get())
    assert ready_practice.found(site, Effort.READING) == before


@pytest.fixture
def postmark(use_mail_settings):
    use_mail_settings(provider_server.settings_for("postmark", "http://127.0.0.1:1/"))


def test_webhook_without_authentication_is_reported(site, postmark):
    ready_practice.practice(site)

    [finding] = readiness.examine(site, Effort.GLANCE)
    assert (finding.code, finding.message) == (
        "webhook",
        (
            "We don’t hear about emails that come back or are reported as spam. Please tell the "
            "person who looks after your website. (For them: Postmark cannot report here: anyone "
            "can report anything. “manage.py therapy_mail doctor” says what to do.)"
        ),
    )


def test_webhook_with_a_secret_is_in_order(site, postmark, settings):
    ready_practice.practice(site)
    settings.ANYMAIL = settings.ANYMAIL | {"WEBHOOK_SECRET": "name:a long secret"}

    assert ready_practice.found(site, Effort.GLANCE) == []


def test_email_service_that_may_track_readers_is_asked_about(site, use_mail_settings):
    ready_practice.practice(site)
    assert ready_practice.found(site) == []

    use_mail_settings(smtp_settings("smtp.relay.example", 587))
    [finding] = readiness.examine(site)
    assert (finding.code, "whether smtp.relay.example records" in finding.message) == (
        "tracking",
        True,
    )
    assert (
        finding.url == f"/admin/settings/wagtail_therapy_newsletter/newslettersettings/{site.pk}/"
    )

    rows.turn_tracking_off(site, "smtp.relay.example")
    assert ready_practice.found(site) == []


def test_dns_is_asked_when_that_is_wanted_only(site, monkeypatch):
    ready_practice.practice(site)
    domain = "willowmere.example"
    records = {
        (domain, "TXT"): ["v=spf1 -all"],
        (f"_dmarc.{domain}", "TXT"): ["v=DMARC1; p=reject"],
    }
    with name_server(records) as server:
        real = dns_client.Resolver
        monkeypatch.setattr(dns_client, "Resolver", lambda _server: real(server))
        # The pages of crisis lines are on the internet.
        monkeypatch.setattr(crisis_lines, "look_up", lambda _lines: [])
        found = readiness.examine(site, Effort.NETWORK)

    assert [(one.code, one.level, one.message) for one in found] == [
        (
            "sender_domain",
            "error",
            f"MX of {domain}: none. Neither bounces nor replies arrive; publish an MX record.",
        )
    ]
    assert ready_practice.found(site) == []


def test_visitors_that_a_proxy_hides_are_found(site, therapy):
    ready_practice.practice(site)
    Heartbeat.record_hidden_visitors()

    assert ready_practice.found(site, Effort.GLANCE) == ["visitors"]
    therapy(TRUSTED_PROXIES=1)
    assert ready_practice.found(site, Effort.GLANCE) == []
