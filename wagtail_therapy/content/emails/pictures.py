"""Pictures for emails: as JPEG, which every email program shows, from our own host."""

import logging
from typing import Any
from urllib.parse import urljoin

from django.db import DatabaseError

from wagtail_therapy.content.metadata.meta_tags import MetaImage

from .html_writer import is_own_url

logger = logging.getLogger("wagtail_therapy.content")

# In CSS pixels, as wide as the text.
TEXT_WIDTH = 552
# Two beside each other.
GALLERY_WIDTH = 268


def email_picture(image: Any, page_url: str, width: int = TEXT_WIDTH) -> MetaImage | None:
    """Return a picture with its full URL and the size to show it in, sharp on dense screens.

    None if there is none that an email can show: SVG, a missing file, or one on another host.
    """
    found = _rendition(image, f"max-{2 * width}x{3 * width}|format-jpeg|bgcolor-ffffff")
    url = found and urljoin(page_url, found.url)
    if not url or not is_own_url(url, page_url):
        return None
    shown = min(width, found.width)
    return MetaImage(url, shown, round(found.height * shown / found.width), "")


def _rendition(image: Any, spec: str) -> Any:
    """Return a rendition, made now: no visitor waits for an email. None if there can't be one."""
    if image is None or image.is_svg():
        return None
    try:
        return image.get_rendition(spec)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever reading a damaged file raises
        logger.warning("Image %s can't be emailed: %s", image.pk, type(error).__name__)
        return None
