"""Pictures as phones, cameras and programs write them, and other files, as small as can be."""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageCms, features

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
PLACE = b"29 deg 45' N, Houston"
HAS_AVIF = features.check("avif")


def picture(kind="jpeg", size=(40, 20), color="red", **options):
    """Return the bytes of a picture. The left half has the colour, the right one is white."""
    image = Image.new("RGB", size, "white")
    image.paste(Image.new("RGB", (size[0] // 2, size[1]), color))
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def exif(orientation=1):
    """Return what a phone notes: how it was held, its maker, and where it was."""
    notes = Image.Exif()
    notes[ORIENTATION] = orientation
    notes[MAKE] = "Phone of Houston"
    notes.get_ifd(GPS).update({1: "N", 2: (29.0, 45.0, 36.0), 3: "W", 4: (95.0, 22.0, 12.0)})
    return notes.tobytes()


def phone_photo(orientation=6, kind="jpeg", **options):
    return picture(kind, exif=exif(orientation), icc_profile=PROFILE, quality=90, **options)


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width, height):
    """Return the beginning of a PNG that says how large it is, and has no pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = png_chunk(b"IDAT", zlib.compress(b"\0"))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + data + png_chunk(b"IEND", b"")


def archive(**members):
    """Return a ZIP archive. ``__`` in a name is a slash, ``_`` before the ending a dot."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name, content in members.items():
            written.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return file.getvalue()


def ftyp(brand, *compatible):
    brands = b"".join([brand, b"\0\0\0\0", *compatible])
    return struct.pack(">I", len(brands) + 8) + b"ftyp" + brands


PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
MP3 = b"ID3\x03\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" + b"\0" * 413
MP4 = ftyp(b"isom", b"isom", b"mp42") + b"\0\0\0\x08mdat"
VTT = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><title>Not found</title>"
PHP = b"<?php system($_GET['a']); ?>"
