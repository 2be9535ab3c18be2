"""The folder ``wp-content/uploads`` of an old site, or a ZIP archive of it."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from unicodedata import normalize

from . import addresses
from .failures import Failure, MediaError
from .temporary_files import copied, pieces

MOST_BYTES = 500 * 1024 * 1024
MOST_MEMBERS = 500_000
# Where WordPress puts uploads, and where networks of sites did.
FOLDERS = ("wp-content/uploads/", "uploads/", "files/")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


def path_below_uploads(address: str) -> str:
    """Return where a file is below the folder, without escapes. Raises MediaError elsewhere."""
    path = addresses.parts(address, "").path.lstrip("/")
    below = next((path.partition(one)[2] for one in FOLDERS if one in path), "")
    if not below or not set(below.split("/")).isdisjoint({"", ".", ".."}):
        raise MediaError(Failure.MISSING)
    return below


class UploadsFolder:
    """Files in a folder of this machine: ``uploads`` itself, or a folder that contains it.

    Symbolic links that lead out of it aren’t followed.
    """

    is_local = True

    def __init__(self, path: str | Path, most_bytes: int = MOST_BYTES):
        self._root = Path(path).resolve()
        self._most_bytes = most_bytes

    def refusal(self, address: str) -> Failure | None:
        """Return why a file isn’t there, without opening it, or None."""
        try:
            self._found(address)
        except MediaError as error:
            return error.failure
        return None

    def open(self, address: str) -> IO[bytes]:
        """Return a file to read, and to close. Raises MediaError."""
        found = self._found(address)
        try:
            if found.stat().st_size > self._most_bytes:
                raise MediaError(Failure.TOO_LARGE)
            return found.open("rb")
        except OSError as error:
            raise MediaError(Failure.UNREADABLE) from error

    def _found(self, address: str) -> Path:
        below = path_below_uploads(address)
        for start in ("", "uploads/", "wp-content/uploads/"):
            for form in ("NFC", "NFD"):
                if found := self._file(f"{start}{normalize(form, below)}"):
                    return found
        raise MediaError(Failure.MISSING)

    def _file(self, path: str) -> Path | None:
        try:
            real = (self._root / path).resolve()
            # A pipe or a device would never end.
            is_inside = real.is_relative_to(self._root) and real.is_file()
        # RuntimeError: links in a circle, before Python 3.13.
        except (OSError, ValueError, RuntimeError):
            return None
        return real if is_inside else None


class UploadsArchive:
    """Files in a ZIP archive of the folder, however deep the folder lies in it."""

    is_local = True

    def __init__(self, file: IO[bytes], most_bytes: int = MOST_BYTES):
        """Raises MediaError for what isn’t a ZIP archive."""
        try:
            self._archive = zipfile.ZipFile(file)
        except DAMAGED as error:
            raise MediaError(Failure.UNREADABLE) from error
        self._most_bytes = most_bytes
        members = self._archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise MediaError(Failure.TOO_LARGE)
        self._members = {_below(one): one for one in members if not one.is_dir()}

    def refusal(self, address: str) -> Failure | None:
        """Return why a file isn’t there, without opening it, or None."""
        try:
            self._found(address)
        except MediaError as error:
            return error.failure
        return None

    def open(self, address: str) -> IO[bytes]:
        """Return a file to read, and to close. Raises MediaError."""
        member = self._found(address)
        if member.file_size > self._most_bytes:
            raise MediaError(Failure.TOO_LARGE)
        return copied(self._unpacked(member), self._most_bytes)

    def _found(self, address: str) -> zipfile.ZipInfo:
        member = self._members.get(path_below_uploads(address))
        if member is None:
            raise MediaError(Failure.MISSING)
        return member

    def _unpacked(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._archive.open(member) as unpacked:
                yield from pieces(unpacked)
        # RuntimeError: encrypted.
        except (*DAMAGED, RuntimeError) as error:
            raise MediaError(Failure.UNREADABLE) from error


def _below(member: zipfile.ZipInfo) -> str:
    """Return the path of a member below ``uploads``, or below the archive’s only folder."""
    path = normalize("NFC", _name(member).replace("\\", "/")).lstrip("/")
    below = next((path.partition(one)[2] for one in FOLDERS[:2] if one in path), path)
    return str(PurePosixPath(below))


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member: many programs write UTF-8 and don’t say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename
