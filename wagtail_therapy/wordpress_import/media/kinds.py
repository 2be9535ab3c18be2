"""What kind of file some bytes are, whatever their name says."""

import zipfile
from dataclasses import dataclass
from typing import IO

from .failures import Failure, MediaError

HEAD = 4096
# More are none of the documents that we know.
MOST_MEMBERS = 20_000


@dataclass(frozen=True)
class Kind:
    """``endings`` has those that such files may have; the first is the usual one."""

    name: str
    endings: tuple[str, ...]
    is_image: bool = False


JPEG = Kind("jpeg", ("jpg", "jpeg"), is_image=True)
PNG = Kind("png", ("png",), is_image=True)
GIF = Kind("gif", ("gif",), is_image=True)
WEBP = Kind("webp", ("webp",), is_image=True)
AVIF = Kind("avif", ("avif",), is_image=True)
PDF = Kind("pdf", ("pdf",))
MP3 = Kind("mp3", ("mp3",))
MP4 = Kind("mp4", ("mp4", "m4v", "m4a", "mov"))
WEBM = Kind("webm", ("webm",))
OGG = Kind("ogg", ("ogg", "oga", "ogv", "opus"))
WAV = Kind("wav", ("wav",))
FLAC = Kind("flac", ("flac",))
VTT = Kind("vtt", ("vtt",))
RTF = Kind("rtf", ("rtf",))
OLD_OFFICE = Kind("office", ("doc", "xls", "ppt"))
DOCX, XLSX, PPTX = Kind("docx", ("docx",)), Kind("xlsx", ("xlsx",)), Kind("pptx", ("pptx",))
ODT, ODS, ODP = Kind("odt", ("odt",)), Kind("ods", ("ods",)), Kind("odp", ("odp",))
EPUB = Kind("epub", ("epub",))

BEGINNINGS: dict[bytes, Kind] = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
    b"%PDF-": PDF,
    b"ID3": MP3,
    b"OggS": OGG,
    b"fLaC": FLAC,
    b"{\\rtf": RTF,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": OLD_OFFICE,
}
IN_RIFF = {b"WEBP": WEBP, b"WAVE": WAV}
BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), AVIF),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42"), MP4),
    **dict.fromkeys((b"avc1", b"dash", b"M4V ", b"M4A ", b"M4VH", b"M4VP", b"qt  "), MP4),
}
OFFICE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": ODS,
    b"application/vnd.oasis.opendocument.presentation": ODP,
    b"application/epub+zip": EPUB,
}
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")

MARKUP = (b"<?php", b"<script", b"<svg", b"<html")


def kind_of(file: IO[bytes], ending: str = "") -> Kind:
    """Return the kind of a file. Its ending decides nothing but between kinds that look alike.

    Raises MediaError for what could run in a browser or on a computer, and for unknown kinds.
    """
    head = file.read(HEAD)
    file.seek(0)
    sniffed = (_by_beginning, _in_container, _recording)
    kind = next((one for look in sniffed if (one := look(head, ending))), None)
    if kind is None and head.startswith(b"PK\x03\x04"):
        kind = _in_zip(file)
    # Installers begin like old documents.
    if kind is None or (kind is OLD_OFFICE and ending not in kind.endings):
        raise MediaError(Failure.ACTIVE_CONTENT if _is_active(head) else Failure.KIND)
    return kind


def _by_beginning(head: bytes, _ending: str) -> Kind | None:
    return next((kind for start, kind in BEGINNINGS.items() if head.startswith(start)), None)


def _in_container(head: bytes, _ending: str) -> Kind | None:
    if head.startswith(b"RIFF"):
        return IN_RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return WEBM
    return None


def _by_brand(head: bytes) -> Kind | None:
    """Look at the main brand, then at those that the file is compatible with."""
    end = min(int.from_bytes(head[:4]), HEAD)
    compatible = [head[start : start + 4] for start in range(16, end, 4)]
    return next((BRANDS[one] for one in [head[8:12], *compatible] if one in BRANDS), None)


def _recording(head: bytes, ending: str) -> Kind | None:
    """Recognise what has no certain sign: a frame of an MP3 file, and captions."""
    if head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        after = head.removeprefix(b"\xef\xbb\xbf")[6:7]
        return VTT if after in {b"", b" ", b"\t", b"\n", b"\r"} else None
    is_frame = len(head) > 2 and head[0] == 0xFF and head[1] in {0xFB, 0xFA, 0xF3, 0xF2, 0xE3}
    return MP3 if is_frame and ending == "mp3" else None


def _in_zip(file: IO[bytes]) -> Kind | None:
    try:
        with zipfile.ZipFile(file) as archive:
            kind = _office(archive)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise MediaError(Failure.DAMAGED) from error
    file.seek(0)
    return kind


def _office(archive: zipfile.ZipFile) -> Kind | None:
    names = set(archive.namelist()[:MOST_MEMBERS])
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        raise MediaError(Failure.ACTIVE_CONTENT)
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
        return OPEN_DOCUMENTS.get(archive.read("mimetype").strip())
    return next((kind for name, kind in OFFICE.items() if name in names), None)


def _is_active(head: bytes) -> bool:
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith(PROGRAMS) or text.startswith(b"<") or any(one in text for one in MARKUP)


def ending_of(kind: Kind, name: str) -> str:
    """Return the ending that a file of this kind gets: its own if it may have that."""
    own = name.rpartition(".")[2].lower()
    return own if own in kind.endings else kind.endings[0]
