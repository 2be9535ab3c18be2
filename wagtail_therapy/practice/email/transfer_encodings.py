"""Writes bodies in seven bits, in lines that no mail server has to change.

A server that recodes a body after it was signed breaks the signature (RFC 6376 §5.3). It recodes
8bit for a server that does not take it; some put a ``>`` before a line that begins with "From ".
"""

import re
from base64 import encodebytes
from typing import NamedTuple

CRLF = b"\r\n"
# RFC 2045 §6.7 (5), without the line end.
LONGEST_LINE = 76
LINE_END = re.compile("\r\n|\r|\n")
OCTETS = [
    bytes([octet]) if 32 <= octet <= 126 and octet != 61 else b"=%02X" % octet
    for octet in range(256)
]


class Encoded(NamedTuple):
    """A body, and the name of its Content-Transfer-Encoding."""

    encoding: str
    content: bytes


def encoded(text: str) -> Encoded:
    """Return a text in quoted-printable or in base64, whichever is shorter, with CRLF line ends."""
    lines = [line.encode(errors="replace") for line in LINE_END.split(text)]
    quoted = CRLF.join(_quoted(line) for line in lines)
    coded = encodebytes(CRLF.join(lines)).replace(b"\n", CRLF)
    if len(quoted) <= len(coded):
        return Encoded("quoted-printable", quoted)
    return Encoded("base64", coded)


def _quoted(line: bytes) -> bytes:
    content = b"".join(map(OCTETS.__getitem__, line))
    if content.endswith(b" "):
        content = content[:-1] + b"=20"
    return b"=\r\n".join(_cut(content))


def _cut(content: bytes) -> list[bytes]:
    pieces: list[bytes] = []
    while len(content := _guarded(content)) > LONGEST_LINE:
        # Room for the "=" of a soft line end, and no "=3D" is torn apart.
        end = LONGEST_LINE - 1
        end = content.find(b"=", end - 2, end) if b"=" in content[end - 2 : end] else end
        pieces.append(content[:end])
        content = content[end:]
    return [*pieces, content]


def _guarded(content: bytes) -> bytes:
    """Return a line that can't be taken for the start of a mail, or for the dot at its end."""
    if content.startswith((b"From ", b".")):
        return b"=%02X" % content[0] + content[1:]
    return content
