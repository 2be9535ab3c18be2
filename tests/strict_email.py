"""Reads mails as strictly as the RFCs allow, without Python's own ``email``."""

import re
from base64 import b64decode
from typing import NamedTuple

HEAD_END = b"\r\n\r\n"
# RFC 5322 §2.2: a name of printable letters without a colon.
FIELD = re.compile(r"([!-9;-~]+): (.*)", re.DOTALL)
FOLD = re.compile(r"\r\n(?=[ \t])")
# RFC 2047 §2, of at most 75 letters.
ENCODED_WORD = re.compile(r"=\?utf-8\?([qb])\?([!->@-~]*)\?=")
OCTET = re.compile(rb"=([0-9A-F]{2})")
ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")
QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\[ -~])*)"')
DOMAIN = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
ADDRESS = re.compile(rf"{ATOM.pattern}(?:\.{ATOM.pattern})*@{DOMAIN}")
LIST_ID = re.compile(rf"{ATOM.pattern}(?:\.{ATOM.pattern})*")
IN_A_PHRASE = re.compile(r"[A-Za-z0-9!*+/=_-]*")
QUOTED_PRINTABLE = re.compile(rb"(?:[\t !-<>-~]|=[0-9A-F]{2})*=?")
BASE64 = re.compile(rb"[A-Za-z0-9+/]*={0,2}")


class Word(NamedTuple):
    """An atom, a quoted string or an encoded word; ``text`` is what it says."""

    kind: str
    text: str


def fields(content: bytes, name: str) -> list[str]:
    """Return the fields of this name in the head of a mail, with their folds and line ends."""
    head = content.partition(HEAD_END)[0].decode("ascii")
    whole = re.split(r"\r\n(?![ \t])", head)
    return [f"{field}\r\n" for field in whole if field.lower().startswith(f"{name.lower()}:")]


def lines_of(field: str) -> list[str]:
    assert field.endswith("\r\n"), field
    return field.removesuffix("\r\n").split("\r\n")


def value_of(field: str) -> str:
    """Return the unfolded value of a header field, in its letters on the wire.

    Each line is of printable ASCII and as long as RFC 5322 and 2047 advise; none is of blanks only.
    """
    lines = lines_of(field)
    for line in lines:
        assert re.fullmatch("[ -~]+", line), line
        assert line.strip(), "a line of blanks only"
        assert line == line.rstrip(), "blanks at the end of a line"
        assert len(line) <= (76 if "=?" in line else 78), line
    assert all(line[0] == " " and line[1] != " " for line in lines[1:]), lines
    return FIELD.fullmatch(FOLD.sub("", field.removesuffix("\r\n")))[2]


def decoded(word: str) -> str:
    """Return what one encoded word says, which must be whole letters."""
    assert len(word) <= 75, word
    scheme, content = ENCODED_WORD.fullmatch(word).groups()
    if scheme == "b":
        return b64decode(content, validate=True).decode()
    assert not re.search("=(?![0-9A-F]{2})", content), word
    octets = content.replace("_", " ").encode("ascii")
    return OCTET.sub(lambda found: bytes.fromhex(found[1].decode()), octets).decode()


def text_of(field: str) -> str:
    """Return what an unstructured field says: a Subject."""
    words = value_of(field).split(" ")
    kinds = {bool(ENCODED_WORD.fullmatch(word)) for word in words}
    assert len(kinds) == 1, "plain and encoded words are mixed"
    if kinds == {True}:
        return "".join(map(decoded, words))
    assert not any("=?" in word for word in words), words
    return " ".join(words)


def mailbox_of(field: str, address: re.Pattern = ADDRESS) -> tuple[str, str]:
    """Return the one name and the one address in a From, a Reply-To or a List-Id."""
    value = value_of(field)
    if address.fullmatch(value):
        return "", value
    phrase, rest = words_of(value)
    assert (rest[0], rest[-1]) == ("<", ">"), value
    assert address.fullmatch(rest[1:-1]), value
    return phrase_text(phrase), rest[1:-1]


def words_of(value: str) -> tuple[list[Word], str]:
    """Return the words of a phrase, which have one blank after them each, and what follows."""
    words = []
    while not value.startswith("<"):
        raw, word = next_word(value)
        words.append(word)
        assert value[len(raw)] == " ", value
        value = value[len(raw) + 1 :]
    return words, value


def next_word(value: str) -> tuple[str, Word]:
    """Return the first word as it is on the wire, and what it is."""
    if found := ENCODED_WORD.match(value):
        assert IN_A_PHRASE.fullmatch(found[2]), found[0]
        return found[0], Word("encoded", decoded(found[0]))
    if found := QUOTED.match(value):
        assert "=?" not in found[0], found[0]
        return found[0], Word("quoted", re.sub(r"\\(.)", r"\1", found[1]))
    found = ATOM.match(value)
    assert found, value
    assert "=?" not in found[0], value
    return found[0], Word("atom", found[0])


def phrase_text(phrase: list[Word]) -> str:
    """Return what a phrase says; encoded words stand with none but their like."""
    kinds = {word.kind for word in phrase}
    assert kinds in (set(), {"atom"}, {"quoted"}, {"encoded"}), phrase
    return ("" if kinds == {"encoded"} else " ").join(word.text for word in phrase)


def faults(content: bytes) -> list[str]:
    """Return what is wrong with the lines of a mail (RFC 2045 §6.7, §6.8; RFC 5322 §2.1.1)."""
    found = []
    if re.search(rb"(?<!\r)\n|\r(?!\n)", content):
        found.append("a bare line end")
    if not content.endswith(b"\r\n"):
        found.append("no line end at its end")
    if not re.fullmatch(rb"[\t\r\n -~]*", content):
        found.append("more than seven bits")
    head, _, body = content.partition(HEAD_END)
    found += [f"long: {line}" for line in head.split(b"\r\n") if len(line) > 78]
    for encoding, lines in parts(head, body):
        found += faults_of(encoding, lines)
    return found


def parts(head: bytes, body: bytes) -> list[tuple[str, list[bytes]]]:
    """Return the encoding and the lines of each part."""
    found = re.search(rb'boundary="([^"]+)"', head)
    if not found:
        return [(encoding_of(head), body.removesuffix(b"\r\n").split(b"\r\n"))]
    delimiter = b"--" + found[1]
    pieces = (b"\r\n" + body).split(b"\r\n" + delimiter)
    assert (pieces[0], pieces[-1]) == (b"", b"--\r\n"), "preamble, epilogue or no end"
    cut = [piece.removeprefix(b"\r\n").partition(HEAD_END) for piece in pieces[1:-1]]
    return [(encoding_of(one), two.split(b"\r\n")) for one, _, two in cut]


def encoding_of(head: bytes) -> str:
    [found] = re.findall(rb"(?mi)^Content-Transfer-Encoding: (\S+)\r?$", head)
    return found.decode()


def faults_of(encoding: str, lines: list[bytes]) -> list[str]:
    form = {"quoted-printable": QUOTED_PRINTABLE, "base64": BASE64}[encoding]
    found = [f"long: {line}" for line in lines if len(line) > 76]
    found += [f"no {encoding}: {line}" for line in lines if not form.fullmatch(line)]
    found += [f"ends with a blank: {line}" for line in lines if line != line.rstrip()]
    found += [f"begins like a mail: {line}" for line in lines if line.startswith(b"From ")]
    return found
