"""MP4 and QuickTime files without what phones note in them, such as the place."""

from collections.abc import Iterator
from typing import IO

from .failures import Failure, MediaError
from .temporary_files import CHUNK, copied, pieces

# What contains notes, and what may contain that.
NOTES, CONTAINERS = {b"udta", b"meta"}, {b"moov", b"trak"}
XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
# A film has a dozen. More would only keep us busy.
MOST_BOXES = 10_000


def without_metadata(file: IO[bytes]) -> IO[bytes]:
    """Return a temporary copy whose notes are blank. Pictures and sound stay where they are."""
    size = file.seek(0, 2)
    file.seek(0)
    copy = copied(pieces(file), size)
    try:
        for start, end in list(_notes(copy, size)):
            _blank(copy, start, end)
    except BaseException:
        copy.close()
        raise
    copy.seek(0)
    return copy


def _notes(file: IO[bytes], size: int) -> Iterator[tuple[int, int]]:
    """Yield where the kind of each box with notes begins, and where the box ends."""
    spans, number = [(0, size)], 0
    while spans:
        start, last = spans.pop()
        while start + 8 <= last:
            number += 1
            if number > MOST_BOXES:
                raise MediaError(Failure.DAMAGED)
            kind, content, end, identifier = _box(file, start, last)
            if kind in NOTES or (kind == b"uuid" and identifier == XMP):
                yield start + 4, end
            elif kind in CONTAINERS:
                spans.append((content, end))
            start = end


def _box(file: IO[bytes], start: int, last: int) -> tuple[bytes, int, int, bytes]:
    """Return the kind of a box, where its content begins and ends, and an identifier if any."""
    file.seek(start)
    head = file.read(32)
    length, content = int.from_bytes(head[:4]), 8
    if length == 1:
        length, content = int.from_bytes(head[8:16]), 16
    elif length == 0:
        length = last - start
    # A film that was cut off plays as far as it goes.
    end = min(start + max(length, content), last)
    return head[4:8], start + content, end, head[content : content + 16]


def _blank(file: IO[bytes], start: int, end: int) -> None:
    """Make a box one that players pass over, of the same length. It may say that in 16 bytes."""
    file.seek(start - 4)
    is_long = int.from_bytes(file.read(4)) == 1
    file.write(b"free")
    left = end - start - 4
    if is_long:
        file.seek(8, 1)
        left -= 8
    while left > 0:
        file.write(b"\0" * min(left, CHUNK))
        left -= CHUNK
