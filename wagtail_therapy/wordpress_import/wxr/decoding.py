"""Turns the bytes of an export into text that XML allows."""

import codecs
import re
from collections.abc import Iterable, Iterator

from .errors import Findings, Problem, Reason, UnreadableExportError

BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark is how it begins.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
DECLARED = re.compile(rb"[^<>]{0,200}?\sencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
XML = b"<?xml"
# Others, such as UTF-7, can write a tag without a "<", and so hide it from who looks for one.
KNOWN = re.compile(r"(utf-8|ascii|iso8859-\d+|cp\d+|shift_jis\w*|euc_\w+|gb\w*|big5\w*|koi8-\w)")
ASCII = bytes(range(32, 127))
BEGINNING = 4096
# https://www.w3.org/TR/xml/#charsets
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
UNDECODED = re.compile("[\udc80-\udcff]+")


def decoded(chunks: Iterable[bytes], name: str, findings: Findings) -> Iterator[str]:
    """Yield the text of a file, without characters that XML forbids. They are reported.

    Bytes that are wrong in the file's encoding are read as Windows-1252, and reported too.

    Raises UnreadableExportError for an encoding that we don't read.
    """
    line = 1
    for text in _texts(iter(chunks), name):
        legal = _legal(text, line, name, findings) if ILLEGAL.search(text) else text
        line += text.count("\n")
        yield legal


def _texts(chunks: Iterator[bytes], name: str) -> Iterator[str]:
    beginning = b""
    # A file may come in small pieces, and the first ones may be one byte each.
    while len(beginning) < BEGINNING and (chunk := next(chunks, b"")):
        beginning += chunk
    encoding, skipped = _encoding(beginning, name)
    # In these, bytes can't be escaped one by one.
    errors = "ignore" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    if beginning:
        yield decoder.decode(beginning[skipped:])
    for chunk in chunks:
        yield decoder.decode(chunk)
    if rest := decoder.decode(b"", final=True):
        yield rest


def _encoding(beginning: bytes, name: str) -> tuple[str, int]:
    """Return the encoding of a file, and how many bytes at its start only tell it."""
    for bom, encoding in BOMS:
        if beginning.startswith(bom):
            return encoding, len(bom)
    start = beginning.find(XML, 0, BEGINNING) + len(XML)
    declared = DECLARED.match(beginning, start) if start >= len(XML) else None
    if not declared:
        return "utf-8", 0
    stated = declared[1].decode("ascii", "replace")
    line = beginning[:start].count(b"\n") + 1
    return _readable(stated, name, line), 0


def _readable(stated: str, name: str, line: int) -> str:
    try:
        encoding = codecs.lookup(stated).name
        is_known = KNOWN.fullmatch(encoding) and ASCII.decode(encoding) == ASCII.decode("ascii")
    except (LookupError, UnicodeDecodeError):
        is_known = False
    if not is_known:
        raise UnreadableExportError(Reason.ENCODING, name, line, stated)
    # What calls itself Latin 1 is Windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
    return "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding


def _legal(text: str, line: int, name: str, findings: Findings) -> str:
    first = UNDECODED.search(text)
    if first:
        at = line + text.count("\n", 0, first.start())
        count = sum(len(one) for one in UNDECODED.findall(text))
        findings.add(Problem.WRONG_ENCODING, name, at, count)
        text = UNDECODED.sub(_as_windows_1252, text)
    illegal = ILLEGAL.search(text)
    if illegal:
        at = line + text.count("\n", 0, illegal.start())
        text, count = ILLEGAL.subn("", text)
        findings.add(Problem.CONTROL_CHARACTER, name, at, count)
    return text


def _as_windows_1252(undecoded: re.Match[str]) -> str:
    raw = undecoded[0].encode("utf-8", "surrogateescape")
    return raw.decode("cp1252", "ignore")
