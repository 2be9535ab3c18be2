"""Files that are stored in the database, in parts.

They are written nowhere else, and read part by part, so a large file takes little memory.
"""

import io
from bisect import bisect_right
from functools import lru_cache
from typing import Any, BinaryIO, cast

from django.db.models import QuerySet
from django.views.decorators.debug import sensitive_variables

from .errors import LostClaimError

BUFFER = 256 * 1024


def opened(parts: QuerySet) -> BinaryIO:
    """Return the file made of these parts, which can be read and searched with ``seek()``."""
    return cast(BinaryIO, io.BufferedReader(StoredFile(parts), BUFFER))


class StoredFile(io.RawIOBase):
    """A file in the database, as one that can be read and sought in."""

    def __init__(self, parts: QuerySet):
        super().__init__()
        self.parts = parts.order_by("position")
        self.positions = list(self.parts.values_list("position", flat=True))
        self.position = 0
        # Programs go back and forth at the end of a ZIP file.
        self.part = lru_cache(maxsize=4)(self._load)
        self.size = self.positions[-1] + len(self.part(self.positions[-1])) if self.positions else 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        self.position = max(base + offset, 0)
        return self.position

    @sensitive_variables()
    def readinto(self, buffer: Any) -> int:
        if self.position >= self.size:
            return 0
        start = self.positions[bisect_right(self.positions, self.position) - 1]
        content = self.part(start)[self.position - start :][: len(buffer)]
        buffer[: len(content)] = content
        self.position += len(content)
        return len(content)

    @sensitive_variables()
    def _load(self, start: int) -> bytes:
        part = self.parts.filter(position=start).first()
        if part is None:
            # Another worker or tab has finished it meanwhile, or deleted the file.
            raise LostClaimError
        return bytes(part.content)
