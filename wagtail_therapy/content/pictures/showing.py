"""What a page shows of an image, without making it while a visitor waits."""

import logging
import re
from collections.abc import Iterable
from copy import copy
from typing import Any

from django.db import DatabaseError
from wagtail.images.models import Filter

from wagtail_therapy.content import caching

from . import due
from .uses import filters_of

logger = logging.getLogger("wagtail_therapy.content")

# Operations that keep the whole image. Not "original", which is as heavy as the file.
WHOLE = {"max", "min", "width", "height"}
SIZE = re.compile(r"-(\d+)x(\d+)")


def renditions(
    image: Any, use: str, *, is_preview: bool = False, has_stand_in: bool = True
) -> dict[str, Any]:
    """Return the renditions of an image for a use, by their specs.

    Those that aren't made yet are asked for. Until then this returns the most similar rendition
    that there is, or else nothing; never the file that was uploaded, which may say where it was
    taken. Previews make what is missing, and so do pages if there is no worker for it.
    """
    filters = filters_of(image, use)
    found = _existing(image, filters)
    if len(found) == len(filters):
        return {one.spec: found[one] for one in filters}
    if is_preview or not due.ask_for(image, use):
        return _made_now(image, filters)
    caching.do_not_keep()
    stand_in = _stand_in(image, filters[-1]) if has_stand_in else None
    return {stand_in.filter_spec: stand_in} if stand_in else {}


def rendition(image: Any, use: str) -> Any:
    """Return the rendition for a use that has only one, or None. It has no stand-in.

    Programs keep what they get: feed readers, social networks and search engines.
    """
    return next(iter(renditions(image, use, has_stand_in=False).values()), None)


def _existing(image: Any, filters: list[Filter]) -> dict[Filter, Any]:
    found = image.find_existing_renditions(*filters)
    missing = [one for one in filters if one not in found]
    if missing and _has_prefetched(image):
        # Those of another use may have been fetched.
        found |= _without_prefetched(image).find_existing_renditions(*missing)
    _put_into_cache(image, found)
    return found


def _put_into_cache(image: Any, found: dict[Filter, Any]) -> None:
    """Do what Wagtail does with renditions that it has found."""
    model = image.get_rendition_model()
    read = {
        model.construct_cache_key(image, one.get_cache_key(image), one.spec): rendition
        for one, rendition in found.items()
        if not getattr(rendition, "_from_cache", False)
    }
    if read:
        model.cache_backend.set_many(read)


def _made_now(image: Any, filters: Iterable[Filter]) -> dict[str, Any]:
    try:
        return _without_prefetched(image).get_renditions(*filters)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever reading a damaged file raises
        logger.warning("Image %s can't be shown: %s", image.pk, type(error).__name__)
        return {}


def _has_prefetched(image: Any) -> bool:
    return image._get_prefetched_renditions() is not None


def _without_prefetched(image: Any) -> Any:
    """Return a copy of an image that looks for all its renditions.

    Wagtail takes those for all that there are, and would make the others once more.
    """
    plain = copy(image)
    vars(plain).pop("prefetched_renditions", None)
    plain._prefetched_objects_cache = {}
    return plain


def _stand_in(image: Any, wanted: Filter) -> Any:
    """Return the rendition with the most similar width that shows the same part of the image.

    A rendition that shows more could show a person who was cut out.
    """
    found = [one for one in image.renditions.all() if _can_stand_in(one, wanted, image)]
    width, _height = _size(wanted.spec)
    return min(found, key=lambda one: abs(one.width - width), default=None)


def _can_stand_in(one: Any, wanted: Filter, image: Any) -> bool:
    # Not every browser shows AVIF.
    if not one.height or "format-avif" in one.filter_spec:
        return False
    if not wanted.spec.startswith("fill-"):
        return _operation(one.filter_spec) in WHOLE
    is_cut_alike = _operation(one.filter_spec) == "fill"
    width, height = _size(wanted.spec)
    has_same_ratio = abs(one.width * height - one.height * width) <= height * width / 100
    return is_cut_alike and has_same_ratio and one.focal_point_key == wanted.get_cache_key(image)


def _operation(spec: str) -> str:
    return spec.partition("-")[0]


def _size(spec: str) -> tuple[int, int]:
    match = SIZE.search(spec)
    return (int(match[1]), int(match[2])) if match else (0, 0)
