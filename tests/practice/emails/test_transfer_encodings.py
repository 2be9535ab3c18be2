"""Bodies in seven bits, in lines that no mail server has to change."""

import quopri
import random
import time
from base64 import b64decode

import pytest

from tests import strict_email
from wagtail_therapy.practice.emails.transfer_encodings import encode_body

SEED = 13
TEXTS = {
    "plain": "A short text.\n",
    "empty": "",
    "accents": "Ein kürzerer Auszug, über Gefühle.\n" * 20,
    "Chinese": "一段简短的摘录。" * 400,
    "long line": "word " * 400,
    "endless word": "x" * 3000,
    "endless and accented": "ü" + "x" * 3000,
    "looks quoted": "a=3D_b =20\n=C3=BC =\n",
    "dots": ".\n..\nA line.\n.\n",
    "from": "From the start\n>From the end\n" + "x" * 75 + "From here\n",
    "blanks at ends": "a \nb\t\n \n\t\n  c  ",
    "line ends": "a\rb\nc\r\nd\u2028e\x0bf\x0cg\u0085h",
    "controls": "".join(map(chr, range(32))) + "\x7f",
}
DECODERS = {"quoted-printable": quopri.decodestring, "base64": b64decode}


def read(text):
    """Return what a mail program reads of a body, and by which encoding."""
    encoding, content = encode_body(text)
    assert strict_email.faults_of(encoding, content.split(b"\r\n")) == []
    return encoding, DECODERS[encoding](content).decode()


def with_crlf(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


@pytest.mark.parametrize("case", TEXTS)
def test_body_is_read_as_it_was_written(case):
    _encoding, found = read(TEXTS[case])
    assert found == with_crlf(TEXTS[case])


def test_body_is_read_as_it_was_written_whatever_it_is():
    chance = random.Random(SEED)
    letters = ["a", "=", ".", " ", "\t", "\n", "\r\n", "ü", "心", "🌱", "From ", "x" * 30]
    for _ in range(2000):
        text = "".join(chance.choice(letters) for _ in range(chance.randint(0, 80)))
        assert read(text)[1] == with_crlf(text)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("plain", "quoted-printable"),
        # Of Latin letters base64 would be the shorter only where nearly all have accents.
        ("accents", "quoted-printable"),
        ("Chinese", "base64"),
    ],
)
def test_body_is_in_the_shorter_encoding(case, expected):
    assert read(TEXTS[case])[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a=b", b"a=3Db"),
        ("a \nb\t", b"a=20\r\nb=09"),
        ("From here", b"=46rom here"),
        (".", b"=2E"),
        ("x" * 76, b"x" * 76),
        ("x" * 77, b"x" * 75 + b"=\r\nxx"),
        ("x" * 74 + "=y" + "z" * 9, b"x" * 74 + b"=\r\n=3Dy" + b"z" * 9),
        ("x" * 73 + "=y" + "z" * 9, b"x" * 73 + b"=\r\n=3Dy" + b"z" * 9),
        ("x" * 72 + "=y" + "z" * 9, b"x" * 72 + b"=3D=\r\ny" + b"z" * 9),
        ("x" * 75 + "." + "z" * 9, b"x" * 75 + b"=\r\n=2E" + b"z" * 9),
    ],
)
def test_quoted_printable_is_exactly_this(text, expected):
    assert encode_body(text).content == expected


def test_long_body_takes_no_longer_than_its_length():
    started_at = time.process_time()
    encode_body("x" * 1_000_000)
    assert time.process_time() - started_at < 2
