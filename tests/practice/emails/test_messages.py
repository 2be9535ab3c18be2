"""A message that is a message: read, changed, copied, signed and written as any other."""

import copy
import pickle
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from tests import strict_email
from wagtail_therapy.practice.emails.headers import Mailbox
from wagtail_therapy.practice.emails.messages import PracticeEmail

NAME = 'Anna "Anni" Müller, Coaching, Beratung'
TEXT = "Über das Ende.\n.\nFrom here on\n"
HTML = "<p>Über das Ende.</p>\n"
# Too long for a line, so Python's folding would break it.
UNSUBSCRIBE = f"<https://{'long.' * 15}example/u/abc>"

COPIES = {
    "itself": lambda document: document,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda document: pickle.loads(pickle.dumps(document)),
}


def written(**changes):
    fields = {
        "subject": "Über das Ende",
        "body": TEXT,
        "from_email": str(Mailbox(NAME, "posts@host.example")),
        "to": ["reader@mail.example"],
        "headers": {"List-Unsubscribe": UNSUBSCRIBE},
    }
    message = PracticeEmail(**fields | changes)
    message.attach_alternative(HTML, "text/html")
    return message


def with_date(message):
    message.extra_headers["Date"] = "Sun, 29 Nov 2026 05:00:00 +0000"
    return message


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("rules", [policy.default, policy.SMTP])
def test_document_is_written_as_the_message_is(copied, rules):
    message = with_date(written())
    document = copied(message.message(policy=rules))
    expected = message.as_bytes()
    assert document.as_bytes(policy=policy.SMTP) == expected
    assert document.as_bytes(linesep="\r\n") == expected
    assert document.as_string(linesep="\r\n").encode() == expected
    assert document.as_string(policy=policy.SMTP).encode() == expected
    assert bytes(document).replace(b"\r\n", b"\n") == expected.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_document_can_be_read(copied):
    document = copied(written().message())
    assert isinstance(document, EmailMessage)
    assert [part.get_content_type() for part in document.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert [part.defects for part in document.walk()] == [[], [], []]
    [sender] = document["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (NAME, "posts@host.example")
    assert (document["Subject"], document["To"]) == ("Über das Ende", "reader@mail.example")
    bodies = [document.get_body([kind]).get_content() for kind in ("plain", "html")]
    assert [text.replace("\r\n", "\n") for text in bodies] == [TEXT, HTML]


def test_document_can_be_changed():
    document = written().message()
    document["X-Metadata"] = '{"delivery_id": "7"}'
    document.replace_header("Subject", "Changed")
    del document["Date"]
    content = document.as_bytes(policy=policy.SMTP)
    assert strict_email.fields(content, "X-Metadata") == ['X-Metadata: {"delivery_id": "7"}\r\n']
    assert strict_email.fields(content, "Subject") == ["Subject: Changed\r\n"]
    assert strict_email.fields(content, "Date") == []
    assert strict_email.fields(content, "List-Unsubscribe") == [
        f"List-Unsubscribe: {UNSUBSCRIBE}\r\n"
    ]


def test_document_is_made_of_what_the_message_says_now():
    """A host's backend may send all mail of a test site to its developer."""
    message = written()
    message.to, message.cc = ["developer@host.example"], ["Zoë <zoe@host.example>"]
    message.reply_to, message.bcc = ['"A, B" <ab@host.example>'], ["eve@mail.example"]
    message.subject = f"[test] {message.subject}"
    message.extra_headers["X-Ours"] = "yes"
    document = message.message()
    assert document["To"] == "developer@host.example"
    assert document["Cc"] == "Zoë <zoe@host.example>"
    assert document["Reply-To"] == '"A, B" <ab@host.example>'
    assert (document["Bcc"], document["X-Ours"]) == (None, "yes")
    assert document["Subject"] == "[test] Über das Ende"


def test_document_with_an_attachment_is_made_by_django():
    message = written()
    message.attach("a.txt", "A", "text/plain")
    document = message.message()
    assert document.get_content_type() == "multipart/mixed"
    assert document["Message-ID"] == message.extra_headers["Message-ID"]


def test_message_keeps_what_is_attached():
    message = written()
    message.attach("a.bin", bytes(range(256)), "application/octet-stream")
    content = message.as_bytes()
    [attached] = message_from_bytes(content, policy=policy.default).iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("a.bin", bytes(range(256)))
    assert content == b"".join(line + b"\r\n" for line in content.splitlines())


def test_message_without_html_has_one_part():
    message = PracticeEmail("A", TEXT, "posts@host.example", ["reader@mail.example"])
    assert strict_email.faults(message.as_bytes()) == []
    document = message.message()
    assert document.get_content_type() == "text/plain"
    assert document.get_content().replace("\r\n", "\n") == TEXT


@pytest.mark.parametrize("text", [TEXT, "心理咨询" * 500, "word " * 500, ".\n" * 20])
def test_message_is_in_seven_bits_and_in_short_lines(text):
    message = written(body=text, headers={})
    assert strict_email.faults(message.as_bytes()) == []


def test_message_names_the_domain_of_its_sender_and_no_machine():
    one, other = written(), written()
    ids = [message.extra_headers["Message-ID"] for message in (one, other)]
    assert ids[0] != ids[1]
    assert [message_id.endswith("@host.example>") for message_id in ids] == [True, True]
    assert [one.message()["Message-ID"] for _ in range(2)] == [ids[0]] * 2


def test_message_keeps_an_id_that_it_was_given():
    message = written(headers={"Message-ID": "<1@host.example>"})
    assert strict_email.fields(message.as_bytes(), "Message-ID") == [
        "Message-ID: <1@host.example>\r\n"
    ]


def test_message_is_the_same_each_time():
    message = with_date(written())
    assert message.as_bytes() == message.as_bytes()


def test_message_can_be_pickled():
    """Queues of other people keep it so."""
    message = with_date(written())
    assert pickle.loads(pickle.dumps(message)).as_bytes() == message.as_bytes()


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "a\r\nBcc: eve@mail.example"},
        {"to": ["a@host.example\nBcc: eve@mail.example"]},
        {"headers": {"X-Ours": "a\nBcc: eve@mail.example"}},
        {"headers": {"X-Ours\nBcc": "eve@mail.example"}},
    ],
)
def test_message_with_a_line_end_in_a_header_is_refused(changes):
    with pytest.raises(ValueError, match="has a line break"):
        written(**changes).message()
