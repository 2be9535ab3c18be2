"""Header fields as they go over the wire, read with a parser that is not Python's own."""

import random
import re
from email import message_from_string, policy

import pytest

from tests import strict_email
from wagtail_therapy.practice.emails import headers
from wagtail_therapy.practice.emails.headers import Mailbox

ADDRESS = "posts@host.example"
SEED = 16
LETTERS = [
    "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJ",
    "äöüßéèñçøåÄÖÜ",
    ",.;:@<>()[]\"'\\",
    "=?_ =?utf-8?q?a?=",
    "心理咨询师",
    "שלום עליכם",
    "العلاج النفسي",
    "🌱👩‍👩‍👧🏳️‍🌈é",
    "\u200e\u200f\u202e\u2028\u00a0\t\x7f",
    "0123456789-+*/!#$%&^`{|}~",
]
TEXTS = {
    "plain": ("On endings", "Subject: On endings\r\n"),
    "empty": ("", "Subject: \r\n"),
    "accents": ("Über das Ende", "Subject: =?utf-8?q?=C3=9Cber_das_Ende?=\r\n"),
    "blanks around it": (" On  endings ", "Subject: =?utf-8?q?_On__endings_?=\r\n"),
    "looks encoded": ("=?utf-8?q?a?=", "Subject: =?utf-8?b?PT91dGYtOD9xP2E/PQ==?=\r\n"),
    "Chinese": ("关于结束", "Subject: =?utf-8?b?5YWz5LqO57uT5p2f?=\r\n"),
    "as long as a line": ("a" * 69, f"Subject: {'a' * 69}\r\n"),
    "a word too long": (
        "a" * 70,
        f"Subject: =?utf-8?q?{'a' * 55}?=\r\n =?utf-8?q?{'a' * 15}?=\r\n",
    ),
    "many words": (
        "word " * 15 + "end",
        f"Subject: {'word ' * 13}word\r\n word end\r\n",
    ),
    "a letter of four octets at the end of a line": (
        "a" * 52 + "🌱b",
        f"Subject: =?utf-8?q?{'a' * 52}?=\r\n =?utf-8?q?=F0=9F=8C=B1b?=\r\n",
    ),
}
NAMES = {
    "plain": ("Foreign Practice", f"From: Foreign Practice <{ADDRESS}>\r\n"),
    "no name": ("", f"From: {ADDRESS}\r\n"),
    "commas": ("Mary Example, LCSW", f'From: "Mary Example, LCSW" <{ADDRESS}>\r\n'),
    "a dot": ("Dr. Example", f'From: "Dr. Example" <{ADDRESS}>\r\n'),
    "quotes": ('The "quiet" \\ letters', rf'From: "The \"quiet\" \\ letters" <{ADDRESS}>' + "\r\n"),
    "an at sign": ("Zoe @ Harbour", f'From: "Zoe @ Harbour" <{ADDRESS}>\r\n'),
    "an accent and an at sign": (
        "Zoë @ Harbour",
        f"From: =?utf-8?q?Zo=C3=AB_=40_Harbour?= <{ADDRESS}>\r\n",
    ),
    "an accent and commas": (
        "Anna Müller, Coaching, Beratung",
        f"From: =?utf-8?q?Anna_M=C3=BCller=2C_Coaching=2C_Beratung?=\r\n <{ADDRESS}>\r\n",
    ),
    "long and with commas": (
        "Mary Example, LCSW, LMFT, Counselling for Couples, Families and Young Adults",
        (
            "From: =?utf-8?q?Mary_Example=2C_LCSW=2C_LMFT=2C_Counselling_for_Couples=2C?=\r\n"
            f" =?utf-8?q?_Families_and_Young_Adults?= <{ADDRESS}>\r\n"
        ),
    ),
    "another mailbox": (
        '"Eve" <eve@mail.example>, Ada',
        rf'From: "\"Eve\" <eve@mail.example>, Ada" <{ADDRESS}>' + "\r\n",
    ),
    "looks encoded": ("=?utf-8?q?a?=", f"From: =?utf-8?b?PT91dGYtOD9xP2E/PQ==?= <{ADDRESS}>\r\n"),
    "a bracket": ("心 <理>", f"From: =?utf-8?b?5b+DIDznkIY+?= <{ADDRESS}>\r\n"),
}


def words(chance, most=60):
    """Return what a person may have typed, of one to four kinds of letters."""
    kinds = chance.sample(LETTERS, chance.randint(1, 4))
    length = 255 if chance.random() < 0.05 else chance.randint(1, most)
    made = "".join(chance.choice(chance.choice(kinds)) for _ in range(length))
    return f" {made} " if chance.random() < 0.1 else made


@pytest.fixture(scope="module")
def typed():
    chance = random.Random(SEED)
    return [words(chance) for _ in range(10_000)]


@pytest.mark.parametrize("case", TEXTS)
def test_subject_has_exactly_these_bytes(case):
    text, expected = TEXTS[case]
    assert headers.header_field("Subject", text) == expected


@pytest.mark.parametrize("case", NAMES)
def test_sender_has_exactly_these_bytes(case):
    name, expected = NAMES[case]
    assert headers.header_field("From", str(Mailbox(name, ADDRESS))) == expected


@pytest.mark.parametrize(("text", "_expected"), TEXTS.values(), ids=TEXTS)
def test_hard_subject_says_the_same_words(text, _expected):
    if text:
        assert strict_email.text_of(headers.header_field("Subject", text)) == text


@pytest.mark.parametrize(("name", "_expected"), NAMES.values(), ids=NAMES)
def test_hard_name_says_the_same_words(name, _expected):
    made = headers.header_field("From", str(Mailbox(name, ADDRESS)))
    assert strict_email.mailbox_of(made) == (name, ADDRESS)


def test_subject_says_the_same_words_whatever_was_typed(typed):
    read = [strict_email.text_of(headers.header_field("Subject", text)) for text in typed]
    assert read == typed


@pytest.mark.parametrize("header", ["From", "Reply-To"])
def test_name_says_the_same_words_whatever_was_typed(typed, header):
    made = [headers.header_field(header, str(Mailbox(name, ADDRESS))) for name in typed]
    assert [strict_email.mailbox_of(field) for field in made] == [(name, ADDRESS) for name in typed]


def test_list_says_the_same_words_whatever_was_typed(typed):
    values = [headers.list_id(name, "posts.host.example") for name in typed]
    made = [headers.header_field("List-Id", value) for value in values]
    read = [strict_email.mailbox_of(field, strict_email.LIST_ID) for field in made]
    assert read == [(name, "posts.host.example") for name in typed]
    # Backends that make headers of their own must find nothing to encode.
    assert [value for value in values if not value.isascii()] == []


@pytest.mark.parametrize("rules", [policy.default, policy.SMTP, policy.SMTPUTF8, policy.compat32])
def test_python_leaves_fields_as_they_are(typed, rules):
    """So what a backend has parsed and writes once more is what we meant."""
    for text in typed[:500]:
        head = headers.header_field("From", str(Mailbox(text, ADDRESS))) + headers.header_field(
            "Subject", text
        )
        kept = message_from_string(f"{head}\r\n", policy=rules)
        rewritten = kept.as_bytes(policy=rules.clone(linesep="\r\n"))
        assert rewritten.decode() == f"{head}\r\n"


def test_several_mailboxes_are_one_field():
    boxes = [Mailbox("Zoë, Ada", "a@host.example"), Mailbox("", "b@host.example")]
    assert headers.header_field("Reply-To", *boxes) == (
        "Reply-To: =?utf-8?b?Wm/DqywgQWRh?= <a@host.example>, b@host.example\r\n"
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a@host.example", [("", "a@host.example")]),
        ("<a@host.example>", [("", "a@host.example")]),
        ("Ada Example <a@host.example>", [("Ada Example", "a@host.example")]),
        ('"Zoë, \\"Ada\\"" <a@host.example>', [('Zoë, "Ada"', "a@host.example")]),
        ("a@host.example, B <b@host.example>", [("", "a@host.example"), ("B", "b@host.example")]),
    ],
)
def test_mailboxes_are_read_as_backends_write_them(value, expected):
    assert headers.mailboxes(value) == expected


@pytest.mark.parametrize(
    "value", ["Ada", "Ada <ada>", '"Ada, Zoë" <>', "Zoë, Ada <a@host.example>"]
)
def test_mailbox_without_an_address_is_refused(value):
    with pytest.raises(ValueError, match="no @"):
        headers.mailboxes(value)
    with pytest.raises(ValueError, match="no @"):
        headers.header_field("From", value)


def test_mailbox_is_read_as_it_was_written(typed):
    found = [headers.mailboxes(str(Mailbox(name, ADDRESS))) for name in typed]
    assert found == [[(name, ADDRESS)] for name in typed]


def test_address_outside_ascii_is_written_as_its_domain_is_known():
    assert headers.header_field("To", "a@straße.example") == "To: a@xn--strae-oqa.example\r\n"
    with pytest.raises(ValueError, match="not ASCII"):
        headers.header_field("To", "ü@host.example")


@pytest.mark.parametrize("value", ["%s", "Ada <%s>", '"Ada" <%s>', "a@host.example, %s"])
def test_address_that_is_an_encoded_word_is_refused(value):
    with pytest.raises(ValueError, match="encoded word"):
        headers.header_field("To", value % "=?utf-8?q?a=0D=0ABcc=3Ax=40y?=@evil.example")


@pytest.mark.parametrize("name", ["From", "Subject", "X-Ours"])
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_end_in_a_header_is_refused(name, end):
    with pytest.raises(ValueError, match="has a line break"):
        headers.header_field(name, f"a{end}Bcc: eve@mail.example")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("X-Ours", "Grüße", "X-Ours: =?utf-8?b?R3LDvMOfZQ==?=\r\n"),
        ("X-Ours", '{"a": "=?"}', 'X-Ours: {"a": "=?"}\r\n'),
        ("List-Unsubscribe", f"<{'u' * 90}>", f"List-Unsubscribe: <{'u' * 90}>\r\n"),
        (
            "List-Unsubscribe",
            f"<{'u' * 50}>, <mailto:leave@host.example>",
            f"List-Unsubscribe: <{'u' * 50}>,\r\n <mailto:leave@host.example>\r\n",
        ),
    ],
)
def test_other_headers_are_folded_at_their_blanks_only(name, value, expected):
    assert headers.header_field(name, value) == expected


def test_quotes_and_encoded_words_never_meet(typed):
    made = [headers.header_field("From", str(Mailbox(name, ADDRESS))) for name in typed]
    assert [field for field in made if "=?" in field and '"' in field] == []
    assert [field for field in made if re.search(r"\?==\?", field)] == []
