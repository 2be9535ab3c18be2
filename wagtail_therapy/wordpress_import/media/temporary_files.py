"""Files that are copied a piece at a time, so that memory doesn’t grow with them."""

import tempfile
from collections.abc import Iterable
from hashlib import sha256
from typing import IO

from .failures import Failure, MediaError

CHUNK = 256 * 1024


def pieces(file: IO[bytes]) -> Iterable[bytes]:
    return iter(lambda: file.read(CHUNK), b"")


def digest(file: IO[bytes]) -> str:
    """Return the SHA-256 of a file, and go back to its beginning."""
    found = sha256()
    for piece in pieces(file):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def copied(chunks: Iterable[bytes], most_bytes: int) -> IO[bytes]:
    """Return a temporary file with the bytes, at its beginning. Close it: then it’s deleted.

    Raises MediaError when there are too many, before they are all read.
    """
    # No one else can open it: it has no name, or is deleted by the system when it's closed.
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller closes it
    size = 0
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > most_bytes:
                raise MediaError(Failure.TOO_LARGE)
            file.write(chunk)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file
