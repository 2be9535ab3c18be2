"""JPEG files without what cameras note in them. The picture itself isn’t compressed again."""

from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from typing import IO

from .failures import Failure, MediaError

START_OF_SCAN, END = 0xDA, 0xD9
# Of JFIF and Adobe: how the colours are stored.
KEPT = {0xE0, 0xEE}
ICC = b"ICC_PROFILE\0"
COLOURS = 0xE2
COMMENT = 0xFE
# They have no length.
BARE = {0x01, *range(0xD0, 0xD8)}


def without_metadata(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a JPEG file without comments, Exif, XMP and what follows its end.

    Phones add films and second pictures there, with the place. Raises MediaError.
    """
    with mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        yield data[:2]
        position = 2
        has_picture = False
        while True:
            marker, start, end = _segment(data, position)
            if marker == END:
                if not has_picture:
                    raise MediaError(Failure.DAMAGED)
                yield b"\xff\xd9"
                return
            if marker == START_OF_SCAN:
                end = _end_of_scan(data, end)
                has_picture = True
            if _is_kept(marker, data[start + 4 : start + 16]):
                yield data[start:end]
            position = end


def _segment(data: mmap, position: int) -> tuple[int, int, int]:
    """Return the marker of a segment, and where it begins and ends."""
    while position + 1 < len(data) and data[position] == data[position + 1] == 0xFF:
        position += 1
    if position + 1 >= len(data):
        # Browsers show a picture whose end is missing.
        return END, position, position
    if data[position] != 0xFF:
        raise MediaError(Failure.DAMAGED)
    marker = data[position + 1]
    if marker in BARE or marker == END:
        return marker, position, position + 2
    length = int.from_bytes(data[position + 2 : position + 4])
    if length < 2:
        raise MediaError(Failure.DAMAGED)
    return marker, position, position + 2 + length


def _end_of_scan(data: mmap, position: int) -> int:
    """Return where the next segment begins: within a scan, 0xFF is followed by 0 or a restart."""
    while (found := data.find(b"\xff", position)) != -1 and found + 1 < len(data):
        after = data[found + 1]
        if after not in {0x00, 0xFF} and after not in BARE:
            return found
        position = found + (1 if after == 0xFF else 2)
    return len(data)


def _is_kept(marker: int, beginning: bytes) -> bool:
    if marker == COLOURS:
        return beginning.startswith(ICC)
    is_application = 0xE0 <= marker <= 0xEF
    return marker != COMMENT and (not is_application or marker in KEPT)
