"""Pictures without the place where they were taken, turned as they were shown."""

import struct
import tempfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from PIL import Image, ImageOps, JpegImagePlugin

from . import kinds
from .chunked_images import png_without_metadata, webp_without_metadata
from .failures import Failure, MediaError
from .jpeg import without_metadata
from .kinds import Kind
from .temporary_files import copied, pieces

# What Wagtail allows.
MOST_PIXELS = 128_000_000
# Of a file that is written again: its size hardly grows, and no one sees the difference.
QUALITY = 92
ORIENTATION = 0x0112
# What Pillow raises for files that aren't what they seem.
UNREADABLE = (
    *(OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError),
    *(struct.error, zlib.error),
)
LOSSLESS: dict[Kind, Callable[[IO[bytes]], Iterator[bytes]]] = {
    kinds.JPEG: without_metadata,
    kinds.PNG: png_without_metadata,
    kinds.WEBP: webp_without_metadata,
}


def cleaned(file: IO[bytes], kind: Kind, most_pixels: int | None = MOST_PIXELS) -> IO[bytes]:
    """Return a temporary file with the picture and its colour profile, and nothing else.

    It’s compressed again only if it has to be turned, or is an AVIF with notes. GIF files stay as
    they are. Raises MediaError for what can’t be read, and before anything is unpacked for what
    has more pixels in all its frames.
    """
    try:
        picture = Image.open(file, formats=[kind.name])
        # Phones put second pictures behind the first, which we leave out.
        frames = 1 if kind is kinds.JPEG else getattr(picture, "n_frames", 1)
        width, height = picture.size
        if most_pixels is not None and width * height * frames > most_pixels:
            raise MediaError(Failure.TOO_MANY_PIXELS)
        return _cleaned(file, kind, picture, frames)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise MediaError(Failure.TOO_MANY_PIXELS) from error
    except UNREADABLE as error:
        raise MediaError(Failure.DAMAGED) from error


def _cleaned(file: IO[bytes], kind: Kind, picture: Image.Image, frames: int) -> IO[bytes]:
    is_turned = frames == 1 and picture.getexif().get(ORIENTATION, 1) in range(2, 9)
    has_notes = bool({"exif", "xmp"} & picture.info.keys())
    if kind is not kinds.GIF and (is_turned or (kind is kinds.AVIF and has_notes)):
        return _written_again(picture, kind)
    size = file.seek(0, 2)
    file.seek(0)
    rewrite = LOSSLESS.get(kind)
    return copied(rewrite(file) if rewrite else pieces(file), size + 8)


def _written_again(picture: Image.Image, kind: Kind) -> IO[bytes]:
    options = _options(picture, kind)
    turned = ImageOps.exif_transpose(picture)
    for note in ("exif", "xmp", "comment", "photoshop"):
        turned.info.pop(note, None)
    written = tempfile.TemporaryFile()  # noqa: SIM115 -- the caller closes it
    try:
        turned.save(written, kind.name, exif=b"", **options)
    except BaseException:
        written.close()
        raise
    written.seek(0)
    return written


def _options(picture: Image.Image, kind: Kind) -> dict[str, object]:
    options: dict[str, object] = {"icc_profile": picture.info.get("icc_profile")}
    if kind is kinds.JPEG:
        sampling = JpegImagePlugin.get_sampling(picture)
        options |= {"quality": QUALITY, "optimize": True, "subsampling": max(sampling, 0)}
    elif kind is not kinds.PNG:
        options |= {"quality": QUALITY}
    return options
