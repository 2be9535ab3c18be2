"""The emails that go to one person: please confirm, and: you’re already subscribed."""

import re
from email.utils import parseaddr

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from tests.newsletter import rows, visitors
from tests.newsletter.readers import import_rows
from wagtail_therapy.newsletter.composing import emails, emails_to_readers
from wagtail_therapy.newsletter.models import ConsentText, NewsletterSettings
from wagtail_therapy.newsletter.transport.backends import Transport

ROOT = "http://testserver"


def send_confirmation(message):
    with Transport() as transport:
        transport.send(message)


@pytest.mark.parametrize(
    ("build", "paths"),
    [
        (
            emails_to_readers.confirmation,
            [f"{ROOT}/newsletter/confirm", f"{ROOT}/newsletter/never-again"],
        ),
        (emails_to_readers.already_subscribed, [f"{ROOT}/newsletter/manage", f"{ROOT}/u"]),
    ],
)
def test_mail_to_one_person_is_marked_as_automatic(practice, smtp_server, build, paths):
    NewsletterSettings.objects.create(site=practice.site, list_name="<b>Letters</b>\r\nX: y")
    send_confirmation(build(rows.subscriber(practice.site, status="pending")))
    [message] = smtp_server.messages()
    mail = message.parsed
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"], mail["X"]) == (
        "auto-generated",
        "All",
        None,
    )
    assert (mail["To"], parseaddr(mail["From"])[1]) == ("reader@mail.example", "posts@host.example")
    assert mail["Subject"].lower().endswith("your subscription to <b>letters</b> x: y")
    text = mail.get_body(["plain"]).get_content()
    html = BeautifulSoup(mail.get_body(["html"]).get_content(), "html.parser")
    assert (html.find("b"), html.find("img")) == (None, None)
    links = [link["href"] for link in html.find_all("a")]
    assert [link.rstrip("/").rpartition("/")[0] for link in links] == paths
    assert [text.count(link) for link in links] == [1] * len(links)
    assert "1 Host Street" in text


def test_invitation_has_the_words_of_the_practice_as_plain_text(practice, client, mailoutbox):
    asking = import_rows.begun(practice.site, import_rows.listed(("a@mail.example", "active")))
    asking.invitation = ConsentText.store("<b>Hello</b>,\n\nposts?", "en")
    asking.invitation_subject = "Our\r\nX: <i>posts</i>"
    asking.save()
    reader = rows.subscriber(practice.site, status="pending")
    reader.invited_by = asking
    message = emails_to_readers.invitation(reader)
    assert message.subject == "Our X: <i>posts</i>"
    assert "<b>Hello</b>,\n\nposts?" in message.body
    html = BeautifulSoup(message.alternatives[0].content, "html.parser")
    assert [html.find("b"), html.find("i")] == [None, None]
    [url] = re.findall(r"https?://\S+/confirm/\S+", message.body)
    client.post(visitors.path(url))
    reader.refresh_from_db()
    assert reader.status == "active"


def test_confirmation_link_works(practice, client, mailoutbox):
    reader = rows.subscriber(practice.site, status="pending")
    message = emails_to_readers.confirmation(reader)
    [url] = re.findall(r"https?://\S+/confirm/\S+", message.body)
    client.post(visitors.path(url))
    reader.refresh_from_db()
    assert reader.status == "active"


def test_mail_of_a_second_site_carries_its_own_name(practice, site):
    other = Site.objects.create(
        hostname="other.example", root_page=site.root_page, site_name="Other"
    )
    with pytest.raises(emails.CannotMailError):
        emails_to_readers.confirmation(rows.subscriber(other, status="pending"))
