"""Writes the header fields of our emails, folded, so that Python does not fold them.

Python's own folding splits names at commas, and loses or doubles spaces between encoded words, in
a different way in each version: https://github.com/python/cpython/issues/80222,
https://github.com/python/cpython/issues/121284. It leaves lines of up to 78 characters unchanged.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from email.utils import getaddresses
from functools import lru_cache
from typing import Any, NamedTuple

from .domains import ascii_domain

CRLF = "\r\n"
# RFC 5322 §2.1.1, and RFC 2047 §2 for lines with an encoded word.
LONGEST_LINE = 78
LONGEST_ENCODED_LINE = 76
LONGEST_ENCODED_WORD = 75
FRAME = len("=?utf-8?q??=")
# An encoded word may contain what headers must not: a line break.
ENCODED_WORD_START = "=?"

MAILBOXES = {"from", "sender", "reply-to", "to", "cc"}
TEXTS = {"subject", "comments"}

LINE_END = re.compile("[\r\n]")
PRINTABLE = re.compile("[ -~]*")
# RFC 5322 §3.2.3: words that need no quotes around them.
ATOMS = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?: [\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
# RFC 2047 §5 (3): the characters that an encoded word may contain unquoted, even in a name.
UNQUOTED = re.compile(r"[A-Za-z0-9!*+/-]")
QUOTED_NAME = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*<([^<>]*)>\s*', re.DOTALL)
PLAIN_NAME = re.compile(r'([^",<>]*)<([^<>]*)>\s*')
SPECIAL = re.compile(r'(["\\])')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Mailbox(NamedTuple):
    """A name and the address behind it; the name may be empty."""

    name: str
    address: str

    def __str__(self) -> str:
        """Return it for Django and anymail: in Unicode, with the name always in quotes."""
        return f"{_in_quotes(self.name)} <{self.address}>" if self.name else self.address


def mailboxes(value: str) -> list[Mailbox]:
    """Parse one or more mailboxes that ``Mailbox`` or an email backend has written.

    :raises ValueError: an address has no @: it is a name, or a local account.
    """
    boxes = list(_boxes(value))
    if not all("@" in box.address for box in boxes):
        raise ValueError("An address has no @.")
    return boxes


def _boxes(value: str) -> Iterator[Mailbox]:
    if found := QUOTED_NAME.fullmatch(value):
        yield Mailbox(ESCAPED.sub(r"\1", found[1]), found[2])
    elif found := PLAIN_NAME.fullmatch(value):
        yield Mailbox(found[1].strip(), found[2])
    else:
        yield from (Mailbox(*pair) for pair in getaddresses([value]))


def header_field(name: str, *values: Any) -> str:
    """Return a header field in ASCII, folded, with its line break. Only addresses may be several.

    Texts and names are encoded if a mail program could misread them. Other values are folded only
    at their spaces.

    :raises ValueError: a value has a line break.
    """
    texts = [str(value) for value in values]
    if any(LINE_END.search(text) for text in [name, *texts]):
        raise ValueError(f"The header {name} has a line break.")
    if name.lower() in MAILBOXES:
        boxes = [box for one in texts for box in mailboxes(one)]
        return _folded(name, _mailbox_tokens(name, boxes))
    text = "".join(texts)
    is_text = name.lower() in TEXTS or not text.isascii()
    return _folded(name, _text_tokens(name, text) if is_text else text.split(" "))


def header_block(fields: Iterable[tuple[str, *tuple[Any, ...]]]) -> str:
    """Return header fields, each given as its name and its values. See ``header_field()``."""
    return "".join(header_field(*one) for one in fields)


def list_id(name: str, identifier: str) -> str:
    """Return the value of a List-Id header (RFC 2919), in ASCII and not folded.

    Django would encode the identifier together with the name.
    """
    return " ".join(_mailbox_tokens("List-Id", [Mailbox(name, identifier)]))


def _folded(name: str, tokens: list[str]) -> str:
    lines = [f"{name}: {tokens[0]}"]
    for token in tokens[1:]:
        line = f"{lines[-1]} {token}"
        if len(line) <= (LONGEST_ENCODED_LINE if ENCODED_WORD_START in line else LONGEST_LINE):
            lines[-1] = line
        else:
            lines.append(f" {token}")
    return CRLF.join(lines) + CRLF


def _text_tokens(name: str, text: str) -> list[str]:
    words = text.split(" ")
    longest = max(len(f"{name}: {words[0]}"), *(len(f" {word}") for word in words))
    if _is_plain(text) and longest <= LONGEST_LINE:
        return words
    return _encoded(text, _room_after(name))


def _mailbox_tokens(name: str, found: list[Mailbox]) -> list[str]:
    tokens: list[str] = []
    for box in found:
        room = LONGEST_ENCODED_WORD if tokens else _room_after(name)
        if tokens:
            tokens[-1] += ","
        tokens += [*_name_tokens(box.name, room), _address(box)]
    return tokens or [""]


def _name_tokens(name: str, room: int) -> list[str]:
    """Return a name as atoms or in quotes if that is one short line, or else as encoded words."""
    if not name:
        return []
    plain = name if ATOMS.fullmatch(name) else _in_quotes(name)
    return [plain] if _is_plain(name) and len(plain) <= room else _encoded(name, room)


def _address(box: Mailbox) -> str:
    local, at, domain = box.address.rpartition("@")
    address = box.address if domain.isascii() else f"{local}{at}{ascii_domain(domain)}"
    if not address.isascii():
        raise ValueError("An address is not ASCII.")
    if ENCODED_WORD_START in address:
        raise ValueError("An address contains an encoded word.")
    return f"<{address}>" if box.name or not at else address


def _is_plain(text: str) -> bool:
    """Whether it needs no encoding, and keeps its spaces when it is folded."""
    has_single_spaces = text == " ".join(text.split())
    return has_single_spaces and ENCODED_WORD_START not in text and bool(PRINTABLE.fullmatch(text))


def _in_quotes(name: str) -> str:
    return '"' + SPECIAL.sub(r"\\\1", name) + '"'


def _room_after(name: str) -> int:
    return LONGEST_ENCODED_LINE - len(f"{name}: ")


def _encoded(text: str, room: int) -> list[str]:
    """Return encoded words of whole characters. Readers ignore the spaces between them."""
    quoted, octets = _quoted(text), text.encode(errors="replace")
    if len(quoted) <= len(b64encode(octets)):
        rooms = (room - FRAME, LONGEST_ENCODED_WORD - FRAME)
        pieces = _pieces(text, rooms, lambda letter: len(_quoted(letter)))
        return [f"=?utf-8?q?{_quoted(piece)}?=" for piece in pieces]
    # Four characters of base64 are three octets.
    rooms = ((room - FRAME) // 4 * 3, (LONGEST_ENCODED_WORD - FRAME) // 4 * 3)
    pieces = _pieces(text, rooms, lambda letter: len(letter.encode(errors="replace")))
    coded = (b64encode(piece.encode(errors="replace")).decode() for piece in pieces)
    return [f"=?utf-8?b?{piece}?=" for piece in coded]


def _pieces(text: str, rooms: tuple[int, int], size: Callable[[str], int]) -> Iterator[str]:
    left, start = rooms[0], 0
    for end, letter in enumerate(text):
        if (left := left - size(letter)) < 0 and end > start:
            yield text[start:end]
            left, start = rooms[1] - size(letter), end
    yield text[start:]


def _quoted(text: str) -> str:
    return "".join(map(_quoted_letter, text))


@lru_cache(maxsize=1024)
def _quoted_letter(letter: str) -> str:
    if letter == " ":
        return "_"
    if UNQUOTED.fullmatch(letter):
        return letter
    return "".join(f"={octet:02X}" for octet in letter.encode(errors="replace"))
