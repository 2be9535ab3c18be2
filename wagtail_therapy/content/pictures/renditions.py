"""Renditions of images for link previews, and for lists with many images."""

from typing import Any
from urllib.parse import urljoin

from wagtail.images import get_image_model

from wagtail_therapy.content.metadata.meta_tags import MetaImage

from . import showing


def preview_image(
    image: Any, base_url: str, alt: str = "", use: str = "preview"
) -> MetaImage | None:
    """Return a rendition of the image for a use with its absolute URL.

    None without an image, for a missing or damaged file, and for SVG, which no network shows. Also
    while the rendition isn't made yet.
    """
    if image is None or image.is_svg():
        return None
    rendition = showing.rendition(image, use)
    return rendition and MetaImage(
        urljoin(base_url, rendition.url), rendition.width, rendition.height, alt
    )


def images_with_renditions(*specs: str) -> Any:
    """Return a queryset of all images that also fetches these renditions of them."""
    images = get_image_model()._default_manager.all()
    # A host's image model may have its own manager, without this method.
    return images.prefetch_renditions(*specs) if hasattr(images, "prefetch_renditions") else images
