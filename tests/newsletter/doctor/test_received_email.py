from email.message import EmailMessage

import pytest

from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter.doctor import received_email

HOSTS = {"host.example"}
UNSUBSCRIBE = "https://host.example/newsletter/unsubscribe/abc/"
SIGNED = "from:to:subject:list-unsubscribe:list-unsubscribe-post"
HEADERS = {
    "Return-Path": "<bounces@mail.host.example>",
    "Authentication-Results": "mx.reader.example; dkim=pass header.d=host.example; dmarc=pass",
    "DKIM-Signature": f"v=1; a=rsa-sha256; d=host.example; s=one;\r\n h={SIGNED};\r\n bh=x; b=y",
    "From": "Practice <posts@host.example>",
    "Message-ID": "<0123456789abcdef0123456789abcdef.0@host.example>",
    "List-Unsubscribe": f"<{UNSUBSCRIBE}>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}
TEXT = f"Read it: https://host.example/post/\n\nUnsubscribe: {UNSUBSCRIBE}\n"
HTML = f'<p><a href="https://host.example/post/">Read</a> <a href="{UNSUBSCRIBE}">Leave</a></p>'


def mail(text=TEXT, html=HTML, **changes) -> bytes:
    """Return a mail as it lies in a mailbox; None takes a header away."""
    message = EmailMessage()
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    changed = HEADERS | {name.replace("_", "-"): value for name, value in changes.items()}
    lines = [f"{name}: {value}\r\n" for name, value in changed.items() if value is not None]
    return "".join(lines).encode() + message.as_bytes()


def examine(content) -> dict:
    return facts(received_email.examine(content, HOSTS))


def wrong(content) -> dict:
    return {about: found for about, found in examine(content).items() if found[0] != "OK"}


def test_mail_that_arrived_as_it_was_sent():
    assert examine(mail()) == {
        "List-Unsubscribe": ("OK", "leads to the site."),
        "List-Unsubscribe-Post": ("OK", "as it must be."),
        "DKIM": ("OK", "signed by host.example, with the unsubscribe headers."),
        "Return-Path": ("OK", "mail.host.example belongs to host.example."),
        "Authentication-Results": ("OK", "dkim pass, dmarc pass."),
        "Message-ID": ("OK", "ours."),
        "Parts": ("OK", "text and HTML."),
        "Links": ("OK", "none leads to another site."),
        "Images": ("OK", "none leads to another site."),
        "Pixels": ("OK", "none."),
        "Campaigns": ("OK", "links are unchanged."),
    }


def test_mail_through_a_provider_in_good_order():
    content = mail(Return_Path="<b@bounces.carrier.example>", Message_ID="<1@carrier.example>")
    # A second signature, of the provider.
    content = b"DKIM-Signature: v=1; d=carrier.example; h=from; b=z\r\n" + content
    assert wrong(content) == {"Message-ID": ("WARN", "replaced by the provider.")}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"List_Unsubscribe": None}, {"List-Unsubscribe": ("FAIL", "0 of them.")}),
        (
            {"List_Unsubscribe": "<http://host.example/u/abc/>"},
            {"List-Unsubscribe": ("FAIL", "has no whole https address.")},
        ),
        (
            {"List_Unsubscribe": "=?utf-8?q?=3Chttps=3A//host=2Eexample/u/abc/=3E?="},
            {"List-Unsubscribe": ("FAIL", "has no whole https address.")},
        ),
        (
            {"List_Unsubscribe": f"\r\n <{UNSUBSCRIBE}>"},
            {"List-Unsubscribe": ("WARN", "is broken over two lines.")},
        ),
        (
            {"List_Unsubscribe": "<https://host.example/u/\r\n abc/>"},
            {"List-Unsubscribe": ("FAIL", "has no whole https address.")},
        ),
        (
            {"List_Unsubscribe": "<mailto:leave@carrier.example>, <https://carrier.example/u>"},
            {"List-Unsubscribe": ("FAIL", "leads to carrier.example.")},
        ),
        (
            {"List_Unsubscribe_Post": "One-Click"},
            {"List-Unsubscribe-Post": ("FAIL", "missing or changed.")},
        ),
        (
            {"DKIM_Signature": "v=1; d=host.example; h=From:To:List-Unsubscribe; b=y"},
            {"DKIM": ("FAIL", "the signature leaves out list-unsubscribe-post.")},
        ),
        (
            {"DKIM_Signature": "v=1; d=carrier.example; h=from; b=y"},
            {"DKIM": ("FAIL", "signed by carrier.example, not by host.example.")},
        ),
        ({"DKIM_Signature": None}, {"DKIM": ("FAIL", "signed by no one, not by host.example.")}),
        (
            {"DKIM_Signature": None, "Return_Path": "<b@carrier.example>"},
            {
                "DKIM": ("FAIL", "signed by no one, not by host.example."),
                "Return-Path": ("FAIL", "carrier.example does not belong to host.example."),
            },
        ),
        ({"Return_Path": None}, {"Return-Path": ("WARN", "none.")}),
        (
            {"Authentication_Results": None},
            {"Authentication-Results": ("WARN", "none.")},
        ),
        (
            {"Authentication_Results": "mx.example; spf=pass; dkim=pass; dmarc=fail"},
            {"Authentication-Results": ("FAIL", "dkim pass, dmarc fail, spf pass.")},
        ),
        ({"html": None}, {"Parts": ("FAIL", "no html.")}),
    ],
)
def test_what_was_changed_on_the_way(changes, expected):
    assert wrong(mail(**changes)) == expected


def test_remedy_for_opendkim_is_named():
    signature = "v=1; d=host.example; h=From:To:List-Unsubscribe; b=y"
    found = received_email.examine(mail(DKIM_Signature=signature), HOSTS)
    assert [finding.advice for finding in found if finding.about == "DKIM"] == [
        f"RFC 8058 wants them in h=. {received_email.OPENDKIM}list-unsubscribe-post"
    ]
    assert received_email.OPENDKIM.endswith("opendkim.conf: SignHeaders *,+")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<a href="https://click.carrier.example/?u=https%3A%2F%2Fhost.example">Read</a>',
            {"Links": ("FAIL", "lead to click.carrier.example.")},
        ),
        (
            '<img src="https://o.carrier.example/open.gif" width="1" height="1">',
            {
                "Images": ("FAIL", "lead to o.carrier.example."),
                "Pixels": ("FAIL", "1 invisible images."),
            },
        ),
        (
            '<img src="https://host.example/o.gif" style="width: 1px; height: 1px">',
            {"Pixels": ("FAIL", "1 invisible images.")},
        ),
        (
            '<div style="background: url(https://o.carrier.example/o.gif)"></div>',
            {"Images": ("FAIL", "lead to o.carrier.example.")},
        ),
        (
            "<style>body { background: url('https://o.carrier.example/o') }</style>",
            {"Images": ("FAIL", "lead to o.carrier.example.")},
        ),
        (
            '<a href="https://host.example/post/?utm_source=carrier">Read</a>',
            {"Campaigns": ("FAIL", "links carry utm_ parameters.")},
        ),
        ('<img src="https://host.example/photo.jpg" width="600"><a href="mailto:a@b.c">x</a>', {}),
    ],
)
def test_what_follows_readers(html, expected):
    assert wrong(mail(html=html)) == expected


def test_text_part_is_looked_at_too():
    assert wrong(mail(text="Read: https://t.carrier.example/x")) == {
        "Links": ("FAIL", "lead to t.carrier.example.")
    }
