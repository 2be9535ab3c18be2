"""PNG and WebP files without what cameras and programs note in them, and as they were otherwise."""

from collections.abc import Iterator
from typing import IO

from .failures import Failure, MediaError
from .temporary_files import CHUNK

PNG_SIGNATURE = 8
PNG_NOTES = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
WEBP_NOTES = {b"EXIF", b"XMP "}
# Of the extended header: that notes follow.
NOTES_FOLLOW = 0x08 | 0x04


def png_without_metadata(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a PNG file without texts, Exif and what follows its end."""
    yield file.read(PNG_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        header = _whole(file, 8)
        kind, length = header[4:], int.from_bytes(header[:4]) + 4
        if kind in PNG_NOTES:
            file.seek(length, 1)
        else:
            yield header
            yield from _pieces(file, length)


def webp_without_metadata(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes of a WebP file without Exif, XMP and what follows its end."""
    kept = list(_webp_chunks(file))
    size = 4 + sum(end - start for _kind, start, end in kept)
    yield b"RIFF" + size.to_bytes(4, "little") + b"WEBP"
    for kind, start, end in kept:
        file.seek(start)
        if kind == b"VP8X":
            header = bytearray(_whole(file, end - start))
            header[8] &= ~NOTES_FOLLOW & 0xFF
            yield bytes(header)
        else:
            yield from _pieces(file, end - start)


def _webp_chunks(file: IO[bytes]) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind, the beginning and the end of each chunk that is kept."""
    file.seek(0)
    head = _whole(file, 12)
    last = 8 + int.from_bytes(head[4:8], "little")
    position = 12
    while position + 8 <= last:
        file.seek(position)
        header = _whole(file, 8)
        length = int.from_bytes(header[4:], "little")
        end = position + 8 + length + length % 2
        if header[:4] not in WEBP_NOTES:
            yield header[:4], position, end
        position = end


def _pieces(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length:
        piece = _whole(file, min(length, CHUNK))
        length -= len(piece)
        yield piece


def _whole(file: IO[bytes], length: int) -> bytes:
    piece = file.read(length)
    if len(piece) < length:
        raise MediaError(Failure.DAMAGED)
    return piece
