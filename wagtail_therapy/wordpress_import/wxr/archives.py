"""Opens an export: plain, gzipped, or the ZIP of numbered parts that WordPress.com sends."""

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, BinaryIO

from .errors import Reason, UnreadableExportError

ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
CHUNK = 256 * 1024
# Unpacked. The export of 50,000 long posts has half of it.
MOST_BYTES = 1024**3
MOST_PARTS = 1000
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
NUMBER = re.compile(r"(\d+)")


class LargeArchiveError(Exception):
    """More was unpacked than we read."""


@dataclass
class Allowance:
    """How many bytes may still be unpacked."""

    left: int


def parts(file: BinaryIO, name: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the name of each part, in order, and its bytes, which are read while you ask for them.

    Raises UnreadableExportError for an archive without an export. The bytes may raise one of
    ``DAMAGED`` or LargeArchiveError.
    """
    beginning = file.read(4)
    file.seek(0)
    if beginning == ZIP:
        yield from _members(file, name)
    elif beginning.startswith(GZIP):
        with gzip.open(file) as unpacked:
            yield name, _limited(unpacked, Allowance(MOST_BYTES))
    else:
        yield name, _chunks(file)


def _members(file: BinaryIO, name: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED as error:
        raise UnreadableExportError(Reason.DAMAGED_ARCHIVE, name) from error
    with archive:
        members = [one for one in archive.infolist() if _is_part(one)]
        if not members:
            raise UnreadableExportError(Reason.ARCHIVE_WITHOUT_EXPORT, name)
        if len(members) > MOST_PARTS:
            raise UnreadableExportError(Reason.LARGE_ARCHIVE, name)
        if any(one.flag_bits & 1 for one in members):
            raise UnreadableExportError(Reason.ENCRYPTED_ARCHIVE, name)
        # Together: a thousand small members can become a thousand large files.
        allowance = Allowance(MOST_BYTES)
        for member in sorted(members, key=_order):
            yield _base(member), _member_chunks(archive, member, allowance)
            if allowance.left < 0:
                return


def _is_part(member: zipfile.ZipInfo) -> bool:
    # macOS adds files that begin so.
    return _base(member).lower().endswith(".xml") and not _base(member).startswith("._")


def _base(member: zipfile.ZipInfo) -> str:
    # Only the name counts: the path of a file in an archive can lead anywhere.
    return PurePosixPath(member.filename.replace("\\", "/")).name


def _order(member: zipfile.ZipInfo) -> list[tuple[int, str]]:
    """Return a key by which part 2 comes before part 10."""
    pieces = NUMBER.split(_base(member))
    return [(int(one) if one.isdecimal() else -1, one) for one in pieces]


def _member_chunks(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: Allowance
) -> Iterator[bytes]:
    with archive.open(member) as unpacked:
        yield from _limited(unpacked, allowance)


def _limited(unpacked: IO[bytes] | gzip.GzipFile, allowance: Allowance) -> Iterator[bytes]:
    for chunk in _chunks(unpacked):
        allowance.left -= len(chunk)
        if allowance.left < 0:
            raise LargeArchiveError
        yield chunk


def _chunks(file: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    # It gives what it has, so that less is lost where a packed file breaks off.
    read = getattr(file, "read1", file.read)
    while chunk := read(CHUNK):
        yield chunk
