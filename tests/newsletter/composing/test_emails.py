"""What the mails say, and in which headers."""

import re
from email.headerregistry import Address

import pytest
from bs4 import BeautifulSoup

from tests import strict_email
from tests.newsletter import rows, visitors
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.composing import emails, posts
from wagtail_therapy.newsletter.composing.messages import MailingMessages
from wagtail_therapy.newsletter.models import Mailing, NewsletterSettings
from wagtail_therapy.newsletter.sending import deliveries, preparation

ADDRESS = "1 Host Street\nHarrow Bay"
MORE_LINES = "http://testserver/newsletter/subscribe/#therapy-crisis"


@pytest.fixture
def deliver(practice, make_post, smtp_server):
    """Return a function that mails a post to one reader; it returns what the server got."""

    def deliver(title="On endings", **fields):
        rows.subscriber(practice.site)
        rows.publish(make_post(title, **fields))
        mailing = rows.end_hold()
        deliveries.work_on(mailing)
        mailing.refresh_from_db()
        assert mailing.state == Mailing.State.FINISHED, mailing.paused_reason
        return smtp_server.messages()[0].parsed

    return deliver


def bodies(mail):
    return {kind: mail.get_body([kind]).get_content() for kind in ("plain", "html")}


def save(settings, **changes):
    for name, value in changes.items():
        setattr(settings, name, value)
    settings.save()


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Foreign Practice", "posts@host.example", ("Foreign Practice", "posts@host.example")),
        ("Praxis für Söhne, GbR", "a@host.example", ("Praxis für Söhne, GbR", "a@host.example")),
        ("心理咨询", "a@host.example", ("心理咨询", "a@host.example")),
        ('"The" <Practice>', "a@host.example", ('"The" <Practice>', "a@host.example")),
        (
            "One\r\nBcc: eve@mail.example",
            "a@host.example",
            ("One Bcc: eve@mail.example", "a@host.example"),
        ),
        ("Practice", "posts@straße.example", ("Practice", "posts@xn--strae-oqa.example")),
    ],
)
def test_mail_comes_from_the_practice(deliver, practice, name, email, expected):
    save(practice, sender_name=name, sender_email=email)
    mail = deliver()
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == expected
    assert mail["Bcc"] is None


def test_mail_comes_from_the_name_of_the_practice_when_no_sender_is_named(deliver, practice):
    save(practice, sender_name="", name="Willowmere")
    assert deliver()["From"].addresses == (Address("Willowmere", "posts", "host.example"),)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sender_email": ""}, "No sender address. Set it under Settings → Practice."),
        ({"postal_address": " \n"}, "No postal address. Set it under Settings → Practice."),
    ],
)
def test_mail_that_must_not_be_sent_says_what_to_do(practice, mailing, changes, reason):
    save(practice, **changes)
    with pytest.raises(emails.CannotMailError) as caught:
        posts.content(mailing)
    assert str(caught.value) == reason
    preparation.prepare(mailing)
    assert (mailing.state, mailing.paused_reason) == (Mailing.State.PAUSED, reason)


def test_mail_names_the_list(deliver, site):
    NewsletterSettings.objects.create(site=site, list_name='The "quiet"\r\nletters')
    mail = deliver()
    assert mail["List-Id"] == r'"The \"quiet\" letters" <posts.testserver>'
    assert 'subscribed to The "quiet" letters.' in " ".join(bodies(mail)["plain"].split())


def test_mail_comes_from_the_longest_name_that_settings_take(deliver, practice, smtp_server):
    name = '"\\' * 127 + "ю"
    save(practice, sender_name=name)
    deliver()
    # Python's parser puts blanks between encoded words.
    [sender] = strict_email.fields(smtp_server.messages()[0].content, "From")
    assert strict_email.mailbox_of(sender) == (name, "posts@host.example")


def test_mail_names_a_list_with_accents(deliver, site):
    NewsletterSettings.objects.create(site=site, list_name="Briefe über Gefühle")
    mail = deliver()
    assert mail["List-Id"] == "Briefe über Gefühle <posts.testserver>"
    assert "subscribed to Briefe über Gefühle." in bodies(mail)["plain"]


def test_mail_about_a_hard_topic_says_so_before_the_excerpt(deliver):
    note = ContentNote.objects.create(name="self-harm")
    mail = deliver(excerpt="How it was.", content_notes=[note])
    texts = [" ".join(text.split()) for text in bodies(mail).values()]
    order = [(text.find("Content note: self-harm"), text.find("How it was.")) for text in texts]
    assert [0 < note < excerpt for note, excerpt in order] == [True, True]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("On endings", "On endings"),
        ("Über das Ende: 心 & 🌱", "Über das Ende: 心 & 🌱"),
        ("One line\r\nBcc: eve@mail.example", "One line Bcc: eve@mail.example"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("word " * 50, ("word " * 50).strip()),
    ],
)
def test_mail_has_the_title_for_its_subject(deliver, title, subject):
    mail = deliver(title)
    assert (mail["Subject"], mail["Bcc"]) == (subject, None)
    html = BeautifulSoup(bodies(mail)["html"], "html.parser")
    assert html.h1.get_text(strip=True).split() == subject.split()
    assert html.find("script") is None


def test_mail_says_the_same_in_text_and_html(deliver, practice, author):
    save(practice, crisis_notice="In an emergency call 999.\nWe do not read mail at night.")
    mail = deliver(excerpt="First line.\n\nSecond & last line.")
    text = bodies(mail)["plain"]
    html = BeautifulSoup(bodies(mail)["html"], "html.parser")
    for part in (
        "On endings",
        "Ada Example",
        "First line.",
        "Second & last line.",
        "You’re getting this because you subscribed to Foreign Practice.",
        "In an emergency call 999.",
        "We do not read mail at night.",
        "1 Host Street",
        "Harrow Bay",
    ):
        assert (part, part in text, part in html.get_text("\n")) == (part, True, True)
    assert "&amp;" not in text


def test_mail_carries_what_every_page_carries(deliver, practice):
    link = {"type": "privacy", "value": {"url": "https://host.example/privacy/"}}
    notices = {"disclaimer": "No advice.", "regulator_notice": "Complain there."}
    save(practice, crisis_preset="us", legal_links=[link], **notices)
    mail = deliver()
    text = bodies(mail)["plain"]
    html = BeautifulSoup(bodies(mail)["html"], "html.parser")
    for line in (
        "In an emergency: Call 911",
        "988 Suicide & Crisis Lifeline: Call 988; Text 988",
        "National Domestic Violence Hotline: Call 1-800-799-7233; Text START to 88788",
        f"More ways and lines: {MORE_LINES}",
        "Lines are open day and night unless they say otherwise.",
        "No advice.",
        "Complain there.",
        "Privacy policy: https://host.example/privacy/",
    ):
        assert line in text.splitlines()
    links = [link["href"] for link in html.select(".footer a")]
    for url in ("tel:911", "sms:988", MORE_LINES, "https://host.example/privacy/"):
        assert url in links


def test_mail_links_to_the_post_and_to_the_ways_out_and_nowhere_else(deliver):
    mail = deliver()
    post, unsubscribe = "http://testserver/on-endings/", mail["List-Unsubscribe"].strip("<>")
    token = unsubscribe.rpartition("/")[2]
    links = [post, f"http://testserver/newsletter/manage/{token}/", unsubscribe]
    html = BeautifulSoup(bodies(mail)["html"], "html.parser")
    assert [link["href"] for link in html.find_all("a")] == links
    assert re.findall(r"https?://\S+", bodies(mail)["plain"]) == links
    assert html.select("img, [src], link, script, form, iframe, [background]") == []
    assert re.findall(r"url\(|@import|https?://(?!testserver/)", str(html)) == []


def test_mail_leads_to_where_the_site_is(deliver, site):
    save(site, hostname="practice.example", port=443)
    mail = deliver()
    assert mail["List-Unsubscribe"].startswith("<https://practice.example/u/")
    assert mail["List-Id"].endswith("<posts.practice.example>")
    assert "https://practice.example/on-endings/" in bodies(mail)["plain"]


def test_mail_of_a_site_with_an_umlaut_in_its_name(deliver, site):
    save(site, hostname="söhne.example")
    mail = deliver()
    assert mail["List-Id"].endswith("<posts.xn--shne-5qa.example>")
    link = mail["List-Unsubscribe"].strip("<>")
    assert link.startswith("http://xn--shne-5qa.example/u/")
    assert bodies(mail)["plain"].count(link) == bodies(mail)["html"].count(link) == 1


def test_email_has_headers_against_automatic_replies_and_its_date(deliver):
    mail = deliver()
    mailing = Mailing.objects.get()
    assert (mail["Precedence"], mail["Date"].datetime) == (
        "bulk",
        mailing.frozen_at.replace(microsecond=0),
    )


def test_mail_to_one_reader_is_the_same_each_time(mailing, site):
    rows.subscriber(site)
    preparation.prepare(mailing)
    delivery = mailing.deliveries.get()
    made = [MailingMessages(Mailing.objects.get()).for_delivery(delivery).content for _ in range(2)]
    assert made[0] == made[1]


def test_mail_of_one_reader_holds_nothing_of_another(mailing, site, smtp_server):
    rows.subscribers(site, 2)
    deliveries.work_on(mailing)
    for message in smtp_server.messages():
        [own] = message.rcpt_tos
        found = set(re.findall(rb"active-\d@mail\.example", message.content))
        assert found == {own.encode()}


def test_unsubscribe_link_of_a_mail_works(deliver, client, site):
    mail = deliver()
    reader = rows.Subscriber.objects.get()
    response = client.post(
        visitors.path(mail["List-Unsubscribe"].strip("<>")), {"List-Unsubscribe": "One-Click"}
    )
    reader.refresh_from_db()
    assert (response.status_code, reader.status) == (200, "unsubscribed")
