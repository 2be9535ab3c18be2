"""Reads the files in a ZIP archive, one after the other, without unpacking it onto the disk."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from django.utils.translation import gettext_lazy as _

from .errors import UnreadableFileError

# A list of a million readers has about 100 MB.
MOST_BYTES = 200 * 1024**2
MOST_FILES = 100
# Until then a file stays in memory.
SPOOL = 5 * 1024**2
CHUNK = 64 * 1024
SPREADSHEETS = (".xlsx", ".xlsm")
TABLES = (".csv", ".tsv", ".txt", *SPREADSHEETS)
SPREADSHEET = "xl/workbook.xml"


def open_archive(file: BinaryIO) -> zipfile.ZipFile:
    """Return the archive. Raises UnreadableFileError for one that is damaged or far too large."""
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableFileError(_("This ZIP file is damaged. Please export it again.")) from error
    is_large = sum(member.file_size for member in members) > MOST_BYTES
    if is_large or len(members) > MOST_FILES:
        raise _too_large()
    return archive


def is_spreadsheet(archive: zipfile.ZipFile) -> bool:
    return SPREADSHEET in archive.namelist()


def tables_in(archive: zipfile.ZipFile) -> Iterator[tuple[str, BinaryIO]]:
    """Yield the name and the content of each table in an archive. Raises UnreadableFileError."""
    for member in archive.infolist():
        # Only the name counts: the path of a file in an archive can lead anywhere.
        name = PurePosixPath(member.filename.replace("\\", "/")).name
        # macOS adds files that begin so.
        if name.lower().endswith(TABLES) and not name.startswith("._"):
            yield name, content_of(archive, member)


def content_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    """Return what a member holds, unpacked. Raises UnreadableFileError. The caller closes it."""
    content = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115 -- it is the caller's
    try:
        _unpack(archive, member, cast(BinaryIO, content))
    except RuntimeError as error:
        content.close()
        raise UnreadableFileError(
            _("This ZIP file has a password. Please unpack it and choose the files in it.")
        ) from error
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        content.close()
        raise UnreadableFileError(_("This ZIP file is damaged. Please export it again.")) from error
    except UnreadableFileError:
        content.close()
        raise
    content.seek(0)
    return cast(BinaryIO, content)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, content: BinaryIO) -> None:
    """Unpack a member. The size that the archive names may be wrong, so the bytes are counted."""
    size = 0
    with archive.open(member) as packed:
        while chunk := packed.read(CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                raise _too_large()
            content.write(chunk)


def _too_large() -> UnreadableFileError:
    return UnreadableFileError(
        _(
            "This file is too large: we read up to %(megabytes)d MB. Please split it into several "
            "files."
        )
        % {"megabytes": MOST_BYTES // 1024**2}
    )
