"""The one story: a post is published, and each reader gets it once."""

from email.utils import parseaddr

from tests.newsletter import rows
from wagtail_therapy.newsletter.models import Mailing, Suppression
from wagtail_therapy.newsletter.sending import deliveries

Status = rows.Subscriber.Status


def test_a_published_post_reaches_every_confirmed_reader_once(practice, make_post, smtp_server):
    site = practice.site
    rows.subscribers(site, 3)
    rows.subscribers(site, 2, Status.PENDING)
    rows.subscribers(site, 2, Status.UNSUBSCRIBED)
    gone = rows.subscriber(site, "gone@mail.example")
    Suppression.objects.create(site=site, address_hash=gone.address_hash, reason="bounced")

    rows.publish(make_post())
    mailing = rows.end_hold()
    is_more = deliveries.work_on(mailing)

    assert is_more is False
    assert sorted(smtp_server.recipients()) == [f"active-{n}@mail.example" for n in range(3)]
    mailing.refresh_from_db()
    assert (mailing.state, mailing.total, mailing.sent, mailing.left, mailing.excluded) == (
        Mailing.State.FINISHED,
        3,
        3,
        0,
        1,
    )


def test_a_mail_carries_what_standards_and_law_ask_for(practice, make_post, smtp_server):
    reader = rows.subscriber(practice.site)
    rows.publish(make_post("On endings"))
    mailing = rows.end_hold()

    deliveries.work_on(mailing)

    [message] = smtp_server.messages()
    mail = message.parsed
    delivery = mailing.deliveries.get()
    unsubscribe_url = mail["List-Unsubscribe"].strip("<>")
    assert (mail["From"], mail["To"], mail["Subject"]) == (
        "Foreign Practice <posts@host.example>",
        reader.email,
        "On endings",
    )
    assert parseaddr(message.mail_from)[1] == "posts@host.example"
    assert mail["Message-ID"] == f"<{mailing.uuid.hex}.{delivery.pk}@host.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "Foreign Practice <posts.testserver>"
    assert unsubscribe_url.startswith("http://testserver/u/")
    text = mail.get_body(["plain"]).get_content()
    html = mail.get_body(["html"]).get_content()
    for body in (text, html):
        assert body.count(unsubscribe_url) == 1
        assert "1 Host Street" in body
        assert "A short excerpt." in body
    assert "<img" not in html
