from email.utils import parseaddr

import pytest

from wagtail_therapy.newsletter.composing import emails
from wagtail_therapy.newsletter.doctor import self_test
from wagtail_therapy.newsletter.models import Delivery, Mailing, Subscriber
from wagtail_therapy.newsletter.transport.results import Outcome, SendResult

ADDRESS = "developer@mail.example"


def test_self_test_has_what_the_mail_of_a_post_has(practice, smtp_server):
    assert self_test.send(practice.site, ADDRESS).outcome is Outcome.ACCEPTED
    [message] = smtp_server.messages()
    mail = message.parsed
    assert (message.rcpt_tos, parseaddr(mail["From"])[1]) == ([ADDRESS], "posts@host.example")
    assert mail["Subject"] == "[Self-test] therapy_mail doctor"
    assert mail["List-Unsubscribe"].startswith("<http://testserver/u/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "Foreign Practice <posts.testserver>"
    assert {part.get_content_type() for part in mail.iter_parts()} == {"text/plain", "text/html"}


def test_self_test_leaves_nothing_behind(practice, smtp_server):
    self_test.send(practice.site, ADDRESS)
    counts = [model.objects.count() for model in (Subscriber, Mailing, Delivery)]
    assert counts == [0, 0, 0]


def test_self_test_link_works_without_a_subscriber(practice, smtp_server, client):
    self_test.send(practice.site, ADDRESS)
    [message] = smtp_server.messages()
    url = message.parsed["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert client.get(url).status_code == 200
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_self_test_needs_what_every_mail_needs(site):
    with pytest.raises(emails.CannotMailError):
        self_test.send(site, ADDRESS)


def test_each_fault_of_a_self_test_has_its_words():
    assert set(self_test.FAULTS) == set(Outcome) - {Outcome.ACCEPTED}
    assert str(self_test.finding("Self-test", SendResult(Outcome.DEFERRED, "RCPT 451"))) == (
        "FAIL  Self-test: the mail server doesn't accept it now (RCPT 451). "
        "Try again in ten minutes: some servers make new senders wait."
    )
