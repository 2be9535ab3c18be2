from typing import Any

from wagtail.images import get_image_model


def images_with_renditions(*specs: str) -> Any:
    """Return a queryset of all images that also fetches these renditions of them."""
    images = get_image_model()._default_manager.all()
    # A host's image model may have its own manager, without this method.
    return images.prefetch_renditions(*specs) if hasattr(images, "prefetch_renditions") else images
