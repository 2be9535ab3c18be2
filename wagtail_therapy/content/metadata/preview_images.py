"""Images for those who show a page without opening it."""

from typing import Any
from urllib.parse import urljoin

from wagtail_therapy.content.metadata.meta_tags import MetaImage

# What the large cards of all networks show uncut. JPEG, because some show no WebP and no AVIF.
CARD_SPEC = "fill-1200x630|format-jpeg|bgcolor-ffffff"


def preview_image(
    image: Any, base_url: str, alt: str = "", spec: str = CARD_SPEC
) -> MetaImage | None:
    """Return the image in that form with its absolute address.

    None when there is none, when its file is gone or damaged, and for SVG, which no network shows.
    """
    if image is None or image.is_svg():
        return None
    try:
        rendition = image.get_rendition(spec)
    # Wagtail's for files that are gone and Willow's for damaged ones are both an OSError.
    except (OSError, ValueError):
        return None
    url = urljoin(base_url, rendition.url)
    return MetaImage(url, rendition.width, rendition.height, alt)
