"""Messages that are serialised once and filled in: the reader's program must not see a seam."""

import re

import django
import pytest

from tests import strict_email
from tests.newsletter import rows
from wagtail_therapy.newsletter.composing import mime
from wagtail_therapy.newsletter.composing.messages import MailingMessages
from wagtail_therapy.newsletter.sending import deliveries, preparation

# Titles and texts that make Python choose each transfer encoding there is.
CONTENTS = {
    "plain": ("On endings", "A short excerpt."),
    "accents": ("Über das Ende", "Ein kürzerer Auszug, über Gefühle."),
    "emoji": ("🌱 Growing", "It 🌱 grows 🌳."),
    "chinese": ("关于结束", "一段简短的摘录。" * 40),
    "long line": ("On endings", "word " * 400),
    "long accented line": ("Über das Ende", "Gefühl " * 400),
    "one endless word": ("On endings", "x" * 3000),
    "looks quoted": ("a=3D_b =20", "a=3D b=\n=C3=BC =\n"),
    "dots": ("On endings", ".\n..\nA line.\n.\n"),
    "from": ("From here", "From the start\n>From the end"),
}


@pytest.fixture(params=CONTENTS)
def frozen(request, practice, make_post):
    """A mailing to two readers that is being sent."""
    title, excerpt = CONTENTS[request.param]
    rows.subscribers(practice.site, 2)
    rows.publish(make_post(title, excerpt=excerpt, slug="post"))
    mailing = rows.end_hold()
    preparation.prepare(mailing)
    return mailing


def raw_header(content, name):
    """Return a header as it goes over the wire: its lines, without their ends."""
    [found] = re.findall(
        rb"^" + name + rb":(?: [^\r\n]*)?(?:\r\n[ \t][^\r\n]*)*", content, re.MULTILINE
    )
    return found.decode("ascii").split("\r\n")


def test_message_carries_one_line_headers_that_programs_read(frozen, smtp_server):
    deliveries.work_on(frozen)
    for message in smtp_server.messages():
        head = message.content.partition(b"\r\n\r\n")[0]
        [unsubscribe] = raw_header(head, b"List-Unsubscribe")
        [one_click] = raw_header(head, b"List-Unsubscribe-Post")
        [message_id] = raw_header(head, b"Message-ID")
        assert re.fullmatch(r"List-Unsubscribe: <http://testserver/u/[\w-]{24}>", unsubscribe)
        assert one_click == "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
        assert re.fullmatch(rf"Message-ID: <{frozen.uuid.hex}\.\d+@host\.example>", message_id)


def test_message_arrives_as_it_was_rendered(frozen, smtp_server):
    deliveries.work_on(frozen)

    assert len(smtp_server.messages()) == 2
    for message in smtp_server.messages():
        mail = message.parsed
        [address] = message.rcpt_tos
        link = mail["List-Unsubscribe"].strip("<>")
        token = link.split("/")[-1]
        assert (mail["To"], mail["Subject"]) == (address, frozen.subject)
        assert mail.defects == []
        for kind, rendered in (("plain", frozen.text), ("html", frozen.html)):
            expected = rendered.replace(mime.PLACEHOLDERS.token, token)
            content = mail.get_body([kind]).get_content()
            assert content.splitlines() == expected.splitlines()
            assert content.count(link) == 1


def test_message_is_in_seven_bits_and_in_short_lines(frozen, smtp_server):
    """No server on its way has a reason to recode it, which would break its DKIM signature."""
    deliveries.work_on(frozen)
    for message in smtp_server.messages():
        assert strict_email.faults(message.content) == []


def test_message_is_the_same_whether_the_template_was_whole_or_not(frozen):
    messages = MailingMessages(frozen)
    delivery = frozen.deliveries.select_related("subscriber").first()
    found = []
    for is_whole in (True, False):
        messages.template.is_whole = is_whole and messages.template.is_whole
        content = messages.for_delivery(delivery).content
        mail = rows.parsed_mail(content)
        bodies = [mail.get_body([kind]).get_content() for kind in ("plain", "html")]
        found.append((dict(mail.items()) | {"Content-Type": mail.get_content_type()}, bodies))
    assert found[0] == found[1]


@pytest.mark.parametrize("content", ["plain", "accents", "emoji", "long line", "dots"])
def test_template_is_whole_where_no_base64_hides_it(practice, make_post, content):
    """Else every message is serialised for itself, which costs milliseconds."""
    title, excerpt = CONTENTS[content]
    rows.publish(make_post(title, excerpt=excerpt, slug="post"))
    mailing = rows.end_hold()
    preparation.prepare(mailing)
    assert MailingMessages(mailing).template.is_whole is True


def test_message_to_a_provider_has_its_parts_filled_in(frozen):
    delivery = frozen.deliveries.select_related("subscriber").first()
    message = MailingMessages(frozen).for_delivery(delivery).message
    [html] = message.alternatives
    parts = [message.subject, message.body, html[0], *message.to, *message.extra_headers.values()]
    for placeholder in mime.PLACEHOLDERS:
        assert [part for part in parts if placeholder in part] == []
    assert message.extra_headers["List-Unsubscribe"].strip("<>") in message.body


def test_message_is_shown_by_the_console(frozen, use_mail_settings, capsys):
    """What a developer sees who has not set up mail yet."""
    backend = "django.core.mail.backends.console.EmailBackend"
    old = django.VERSION < (6, 1)
    use_mail_settings(
        {"EMAIL_BACKEND": backend} if old else {"MAILERS": {"default": {"BACKEND": backend}}}
    )
    deliveries.work_on(frozen)
    assert rows.states(frozen) == {"sent": 2}
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in capsys.readouterr().out
