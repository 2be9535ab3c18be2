"""The monthly mail, over a real mail server."""

import logging
from datetime import date
from email import message_from_bytes, policy
from threading import Barrier, Thread

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from tests.mail_settings import backend_settings, smtp_settings
from tests.pages import rows
from wagtail_therapy.authors.models import ReviewReminder, ReviewSettings
from wagtail_therapy.authors.reviews import reminders
from wagtail_therapy.authors.reviews.permissions import mark_url
from wagtail_therapy.newsletter import tasks
from wagtail_therapy.practice.emails import development_backends
from wagtail_therapy.practice.models import PracticeSettings

TODAY = date(2026, 11, 26)
EDITOR = "editor@practice.example"


@pytest.fixture
def overdue(blog, orla, mateo):
    post = rows.post(blog, orla, title="Old & <wise>")
    rows.review(post, mateo, date(2024, 3, 2))
    return post


@pytest.fixture
def wanted(site):
    ReviewSettings.objects.create(site=site, remind_to=EDITOR)


def sites_and_faults(outcomes):
    return [(one.site.hostname, one.fault) for one in outcomes]


def mails(smtp_server):
    return [
        message_from_bytes(message.content, policy=policy.default)
        for message in smtp_server.messages()
    ]


def test_reminder_names_pages_and_leads_to_their_forms(
    site, blog, overdue, wanted, orla, mateo, smtp_server
):
    soon = rows.post(blog, orla, title="Soon")
    rows.review(soon, mateo, date(2024, 12, 1))
    rows.post(blog, orla, title="Never reviewed")
    PracticeSettings.objects.create(
        site=site, name="Willow Röm", sender_email="hello@praxis-röm.example", sender_name="Röm"
    )

    assert sites_and_faults(reminders.send(TODAY)) == [("testserver", "")]

    (mail,) = mails(smtp_server)
    assert smtp_server.recipients() == [EDITOR]
    assert mail["Subject"] == "1 page is overdue for review"
    assert mail["From"] == "Röm <hello@xn--praxis-rm-77a.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = "\n".join(mail.get_body(["plain"]).get_content().splitlines())
    assert text.splitlines()[0] == "1 page is overdue for review"
    assert text.splitlines()[4:8] == [
        "Old & <wise>",
        "Due March 2, 2026",
        f"http://testserver{mark_url(overdue)}",
        "",
    ]
    assert f"Soon\nDue Dec. 1, 2026\nhttp://testserver{mark_url(soon)}" in text
    assert "Never reviewed" not in text
    html = mail.get_body(["html"]).get_content()
    found = BeautifulSoup(html, "html.parser").select("a")
    links = {link["href"]: link.get_text() for link in found}
    assert links[f"http://testserver{mark_url(overdue)}"] == "Old & <wise>"
    assert "Willow Röm" in html


def test_reminder_is_sent_once_a_month(overdue, wanted, smtp_server):
    days = [TODAY, TODAY, date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31)]

    outcomes = [sites_and_faults(reminders.send(day)) for day in days]

    sent = [("testserver", "")]
    assert outcomes == [sent, [], [], sent, []]
    assert len(smtp_server.messages()) == 2
    months = [(one.month_date, one.sent_at is None) for one in ReviewReminder.objects.all()]
    assert months == [(date(2026, 11, 1), False), (date(2026, 12, 1), False)]


def test_reminders_are_not_sent_until_they_are_switched_on(site, overdue, smtp_server):
    ReviewSettings.objects.create(site=site)
    assert reminders.send(TODAY) == []
    assert smtp_server.messages() == []


def test_nothing_is_sent_when_nothing_is_overdue(blog, wanted, orla, mateo, smtp_server):
    rows.post(blog, orla, title="Never")
    rows.review(rows.post(blog, orla, title="Soon"), mateo, date(2024, 12, 1))

    assert reminders.send(TODAY) == []
    assert (smtp_server.messages(), ReviewReminder.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ({"unavailable": True}, "SMTPSenderRefused"),
        ({"refuse_recipients": {EDITOR: "450 4.2.0 Greylisted"}}, "SMTPRecipientsRefused"),
        ({"refuse_data": "554 5.7.1 Spam"}, "SMTPDataError"),
    ],
)
def test_reminder_that_was_refused_is_sent_later(overdue, wanted, smtp_server, rule, fault, caplog):
    smtp_server.rules(**rule)
    assert sites_and_faults(reminders.send(TODAY)) == [("testserver", fault)]
    assert EDITOR not in caplog.text

    smtp_server.rules()
    assert sites_and_faults(reminders.send(TODAY)) == [("testserver", "")]
    assert smtp_server.recipients() == [EDITOR]


def test_reminder_without_a_server_is_sent_later(overdue, wanted, smtp_server, caplog):
    without_server = override_settings(**smtp_settings("127.0.0.1", 1))
    with without_server, caplog.at_level(logging.ERROR):
        assert sites_and_faults(reminders.send(TODAY)) == [("testserver", "ConnectionRefusedError")]

    assert sites_and_faults(reminders.send(TODAY)) == [("testserver", "")]


def test_reminder_is_not_handed_to_a_backend_that_sends_nothing(
    overdue, wanted, smtp_server, settings, capsys
):
    printing = override_settings(
        WAGTAIL_THERAPY=settings.WAGTAIL_THERAPY | {"MAIL_ALLOW_DEVELOPMENT_BACKENDS": False},
        **backend_settings("django.core.mail.backends.console.EmailBackend"),
    )
    with printing:
        assert sites_and_faults(reminders.send(TODAY)) == [
            ("testserver", "DevelopmentBackendError")
        ]
        with pytest.raises(CommandError) as error:
            call_command("therapy_reviews", "--mail")
        assert str(error.value) == development_backends.refusal_reason()
    assert capsys.readouterr() == ("", "")

    assert sites_and_faults(reminders.send(TODAY)) == [("testserver", "")]


def test_reminder_that_may_have_been_sent_is_not_repeated(overdue, wanted, smtp_server):
    smtp_server.rules(drop="after_dot")
    assert sites_and_faults(reminders.send(TODAY)) == [("testserver", "SMTPServerDisconnected")]

    smtp_server.rules()
    assert reminders.send(TODAY) == []
    assert smtp_server.recipients() == [EDITOR]
    assert ReviewReminder.objects.get().sent_at is None


def test_reminder_is_sent_by_the_task_of_the_newsletter(overdue, wanted, smtp_server):
    tasks.remind_of_reviews()
    tasks.remind_of_reviews(added_later=1)

    assert smtp_server.recipients() == [EDITOR]


@pytest.mark.django_db(transaction=True)
def test_two_processes_send_one(overdue, wanted, smtp_server):
    start = Barrier(4)
    outcomes = []

    def run():
        try:
            start.wait()
            outcomes.extend(sites_and_faults(reminders.send(TODAY)))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {fault for _site, fault in outcomes} == {""}
    assert smtp_server.recipients() == [EDITOR]
