import io

import pytest

from tests.wordpress_import.media import pictures
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.kinds import JPEG, ending_of, kind_of

OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pictures.picture("jpeg"), "jpeg"),
        (pictures.picture("png"), "png"),
        (pictures.picture("gif"), "gif"),
        (pictures.picture("webp"), "webp"),
        (pictures.ftyp(b"avif", b"mif1"), "avif"),
        (pictures.ftyp(b"mif1", b"miaf", b"avif"), "avif"),
        (pictures.PDF, "pdf"),
        (pictures.MP3, "mp3"),
        (pictures.MP4, "mp4"),
        (pictures.ftyp(b"M4A ", b"M4A "), "mp4"),
        (pictures.ftyp(b"qt  "), "mp4"),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm", "webm"),
        (b"OggS\0\x02", "ogg"),
        (b"fLaC\0\0", "flac"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "wav"),
        (pictures.VTT, "vtt"),
        (b"\xef\xbb\xbfWEBVTT", "vtt"),
        (b"{\\rtf1 a}", "rtf"),
        (pictures.archive(word__document_DOT_xml="a"), "docx"),
        (pictures.archive(xl__workbook_DOT_xml="a"), "xlsx"),
        (pictures.archive(ppt__presentation_DOT_xml="a"), "pptx"),
        (pictures.archive(mimetype=OPEN_DOCUMENT), "odt"),
    ],
)
def test_kind_is_recognised_by_the_bytes(content, kind):
    file = io.BytesIO(content)
    assert (kind_of(file).name, file.tell()) == (kind, 0)


def test_bare_frame_is_a_recording_only_if_its_name_says_so():
    frame = b"\xff\xfb\x90\x00" + b"\0" * 400
    assert kind_of(io.BytesIO(frame), "mp3").name == "mp3"
    assert refusal(frame, "jpg") == Failure.KIND


def test_old_document_is_one_only_if_its_name_says_so():
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    assert kind_of(io.BytesIO(head), "doc").name == "office"
    assert refusal(head, "msi") == Failure.KIND


def refusal(content, ending=""):
    with pytest.raises(MediaError) as raised:
        kind_of(io.BytesIO(content), ending)
    return raised.value.failure


@pytest.mark.parametrize("ending", ["jpg", "svg", "mp3", ""])
@pytest.mark.parametrize(
    "content",
    [
        pictures.SVG,
        b"\xef\xbb\xbf \n" + pictures.SVG,
        pictures.SVG.decode().encode("utf-16"),
        b'<?xml version="1.0"?><!DOCTYPE svg><svg/>',
        pictures.HTML,
        b"Hello <SCRIPT>alert(1)</SCRIPT>",
        pictures.PHP,
        b"a\n" + pictures.PHP,
        b"MZ\x90\0",
        b"\x7fELF\x02",
        b"#!/bin/sh\n",
        pictures.archive(word__document_DOT_xml="a", word__vbaProject_DOT_bin="a"),
    ],
)
def test_what_could_run_is_refused(content, ending):
    assert refusal(content, ending) == Failure.ACTIVE_CONTENT


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a",
        b"plain text",
        b"BM\0\0",
        b"II*\0",
        b"WEBVTTX",
        b"RIFF\0\0\0\0AVI ",
        b"\0\0\0\x18ftyp",
        pictures.ftyp(b"heic", b"mif1"),
        pictures.archive(a="a"),
        pictures.archive(mimetype="text/html"),
        b"\x1aE\xdf\xa3matroska",
    ],
)
def test_other_kinds_are_refused(content):
    assert refusal(content) == Failure.KIND


def test_broken_archive_is_damaged():
    assert refusal(b"PK\x03\x04" + b"\0" * 100) == Failure.DAMAGED


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.JPEG", "jpeg"), ("a.jpg", "jpg"), ("a.png", "jpg"), ("a", "jpg"), ("a.php.jpg", "jpg")],
)
def test_ending_is_one_of_the_kind(name, ending):
    assert ending_of(JPEG, name) == ending
