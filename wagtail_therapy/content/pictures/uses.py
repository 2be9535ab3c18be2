"""The sizes and formats in which our templates show pictures, by what they are used for."""

from typing import Any

from wagtail.images.models import Filter

# Smallest first and WebP last: picture.html relies on it.
USES: dict[str, list[str]] = {
    name: Filter.expand_spec(spec)
    for name, spec in {
        # In the width of a text.
        "text": "max-{800x1600,1280x1280} format-{avif,webp} preserve-svg",
        "gallery": "max-800x800 format-webp preserve-svg",
        "card": "fill-{480x270,720x405,960x540} format-{avif,webp} preserve-svg",
        # A part of those of a card.
        "related": "fill-{480x270,960x540} format-{avif,webp} preserve-svg",
        "portrait": "fill-320x320 format-webp preserve-svg",
        # Of a video on another site, and of one of our own, which can have one format.
        "player": "fill-{640x360,1280x720} format-{avif,webp} preserve-svg",
        "poster": "fill-960x540 format-webp preserve-svg",
        # All networks show this size without cropping. Some support neither WebP nor AVIF.
        "preview": "fill-1200x630 format-jpeg bgcolor-ffffff",
        "feed": "max-1200x1200",
        "logo": "max-600x600",
    }.items()
}


def filters_of(image: Any, use: str) -> list[Filter]:
    """Return the filters of a use for an image, each once. A drawing in SVG stays one."""
    return list(dict.fromkeys(image.clean_filter_for_svg(Filter(spec)) for spec in USES[use]))


def stored_specs(use: str) -> list[str]:
    """Return the specs with which the renditions of photos are stored, to fetch them at once."""
    return [spec.removesuffix("|preserve-svg") for spec in USES[use]]
