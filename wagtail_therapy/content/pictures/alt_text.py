"""Checks whether an image has a useful alt text."""

import re
from pathlib import PurePosixPath
from typing import Any

# What cameras, phones and Wagtail's upload call a picture: "IMG_2040", "door-3.jpg".
FILE_NAME = re.compile(
    r"(?:img|dsc[nf]?|pxl|image|photo|picture|screen ?shot|untitled|whatsapp image)?"
    r"[\W\d_]*+(?:at)?[\W\d_]*+"
    r"|[^\s_\d]*+[_\d]\S*+"
    r"|[^.]*+(?:\.[^.]+)*\.(?:jpe?g|png|gif|webp|heic|avif|tiff?|svg)",
    re.IGNORECASE,
)


def is_described(text: str | None, image: Any) -> bool:
    """Whether the text is more than the image's title or its file name.

    Wagtail fills in the title, which comes from the file name of the upload.
    """
    text = (text or "").strip()
    is_title = text.casefold() == str(image.title).strip().casefold()
    return not (is_title or FILE_NAME.fullmatch(text))


def file_stem(image: Any) -> str:
    """Return the start of the file names of an image's renditions, or "" without a file."""
    # Wagtail shortens long ones.
    return PurePosixPath(image.file.name or "").stem[:30]
