"""Pictures for emails: as JPEG, which every email program shows, from our own host."""

from typing import Any

from wagtail_therapy.content.images import preview_image
from wagtail_therapy.content.metadata.meta_tags import MetaImage

from .html_writer import is_own_url

# In CSS pixels, as wide as the text.
TEXT_WIDTH = 552
# Two beside each other.
GALLERY_WIDTH = 268


def email_picture(image: Any, page_url: str, width: int = TEXT_WIDTH) -> MetaImage | None:
    """Return a picture with its full URL and the size to show it in, sharp on dense screens.

    None if there is none that an email can show: SVG, a missing file, or one on another host.
    """
    spec = f"max-{2 * width}x{3 * width}|format-jpeg|bgcolor-ffffff"
    found = preview_image(image, page_url, spec=spec)
    if found is None or not is_own_url(found.url, page_url):
        return None
    shown = min(width, found.width)
    return found._replace(width=shown, height=round(found.height * shown / found.width))
