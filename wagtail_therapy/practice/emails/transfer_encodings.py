"""Writes 7bit bodies, in lines that no mail server has to change.

A server that changes a body after it was signed breaks the signature (RFC 6376 §5.3). It recodes an
8bit body for a server that doesn't accept it. Some put a ``>`` before a line that starts with
"From ".
"""

import re
from base64 import encodebytes
from typing import NamedTuple

CRLF = b"\r\n"
# RFC 2045 §6.7 (5), without the line break.
LONGEST_LINE = 76
LINE_END = re.compile("\r\n|\r|\n")
OCTETS = [
    bytes([octet]) if 32 <= octet <= 126 and octet != 61 else b"=%02X" % octet
    for octet in range(256)
]


class EncodedBody(NamedTuple):
    """A body, and the name of its Content-Transfer-Encoding."""

    encoding: str
    content: bytes


def encode_body(text: str) -> EncodedBody:
    """Return a text in quoted-printable or base64, whichever is shorter, with CRLF line breaks."""
    lines = [line.encode(errors="replace") for line in LINE_END.split(text)]
    quoted = CRLF.join(_quoted(line) for line in lines)
    coded = encodebytes(CRLF.join(lines)).replace(b"\n", CRLF)
    if len(quoted) <= len(coded):
        return EncodedBody("quoted-printable", quoted)
    return EncodedBody("base64", coded)


def _quoted(line: bytes) -> bytes:
    content = b"".join(map(OCTETS.__getitem__, line))
    if content.endswith(b" "):
        content = content[:-1] + b"=20"
    return b"=\r\n".join(_cut(content))


def _cut(content: bytes) -> list[bytes]:
    pieces: list[bytes] = []
    while len(content := _guarded(content)) > LONGEST_LINE:
        # Leave room for the "=" of a soft line break, and do not split "=3D".
        end = LONGEST_LINE - 1
        end = content.find(b"=", end - 2, end) if b"=" in content[end - 2 : end] else end
        pieces.append(content[:end])
        content = content[end:]
    return [*pieces, content]


def _guarded(content: bytes) -> bytes:
    """Return a line that can't be mistaken for the start of an email, or for the final dot."""
    if content.startswith((b"From ", b".")):
        return b"=%02X" % content[0] + content[1:]
    return content
