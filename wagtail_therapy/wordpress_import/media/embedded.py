"""Pictures that are written out in an address, as ``data:image/png;base64,…``."""

from base64 import b64decode
from collections.abc import Iterator
from typing import IO
from urllib.parse import unquote_to_bytes

from .failures import Failure, MediaError
from .temporary_files import CHUNK, copied

MOST_BYTES = 20 * 1024 * 1024


def opened(address: str) -> IO[bytes]:
    """Return a temporary file with what the address contains. Raises MediaError."""
    head, _comma, data = address.partition(",")
    is_base64 = head.lower().endswith(";base64")
    return copied(_decoded(data) if is_base64 else [unquote_to_bytes(data)], MOST_BYTES)


def _decoded(data: str) -> Iterator[bytes]:
    written = "".join(unquote_to_bytes(data).decode("ascii", "ignore").split())
    step = CHUNK // 4 * 4
    try:
        for start in range(0, len(written), step):
            yield b64decode(written[start : start + step], validate=True)
    except ValueError as error:
        raise MediaError(Failure.DAMAGED) from error
