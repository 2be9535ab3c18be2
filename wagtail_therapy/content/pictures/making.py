"""Makes the pictures that are due."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.models import ReferenceIndex

from wagtail_therapy.content import caching
from wagtail_therapy.content.models import DuePictures

from . import due
from .uses import filters_of

logger = logging.getLogger("wagtail_therapy.content")

# How long a worker makes pictures before it looks for other work.
SECONDS = 8
# Longer than a worker takes for the largest image.
LEASE = timedelta(minutes=5)
# What could not be made is tried again if a visitor still misses it then.
FORGOTTEN_AFTER = timedelta(days=1)


def work(seconds: float = SECONDS) -> None:
    """Make pictures that are due, of one row at least, and begin with none after so many seconds.

    Any number of workers may do it at the same time.
    """
    end = time.monotonic() + seconds
    DuePictures.objects.given_up().filter(due_at__lt=Now() - FORGOTTEN_AFTER).delete()
    was_missed = False
    while row := _claim():
        if _make(row):
            was_missed = was_missed or bool(row.use)
            # Not if it became due once more meanwhile.
            DuePictures.objects.filter(pk=row.pk, tries=row.tries).delete()
        if time.monotonic() > end:
            break
    if was_missed:
        caching.invalidate()


def are_any_due() -> bool:
    return DuePictures.objects.due().exists()


def _claim() -> DuePictures | None:
    """Return a row that is due, so that no other worker gets it; what visitors miss comes first."""
    for row in DuePictures.objects.due().order_by("-use", "due_at", "pk")[:20]:
        mine = DuePictures.objects.filter(pk=row.pk, tries=row.tries)
        if mine.update(tries=row.tries + 1, due_at=Now() + LEASE):
            row.tries += 1
            return row
    return None


def _make(row: DuePictures) -> bool:
    """Return whether nothing of the row is left to do."""
    try:
        return _make_all(_pictures(row), row)
    except Exception as error:  # noqa: BLE001 -- of a host's page type, or a file of any kind
        _log(row, error)
        return False


def _pictures(row: DuePictures) -> list[tuple[Any, str]]:
    one = row.find_object()
    if one is None:
        return []
    if row.use:
        return [(one, row.use)]
    if isinstance(one, get_image_model()):
        due.add(_objects_showing(one))
        return []
    return one.get_pictures()


def _objects_showing(image: Any) -> Iterable[Any]:
    """Return our pages and rows that refer to an image. Drafts aren't among them."""
    references = ReferenceIndex.get_references_to(image).select_related("content_type")
    for content_type, pk in {(one.content_type, one.object_id) for one in references}:
        model = content_type.model_class()
        if hasattr(model, "get_pictures"):
            yield from model._base_manager.filter(pk=pk)


def _make_all(pictures: Iterable[tuple[Any, str]], row: DuePictures) -> bool:
    images: dict[Any, Any] = {}
    filters: defaultdict[Any, list[Filter]] = defaultdict(list)
    for image, use in pictures:
        if image and not (image.is_svg() and use == "preview"):
            images[image.pk] = image
            filters[image.pk] += filters_of(image, use)
    # Each of them, also after one that fails.
    are_made = [_make_of(image, filters[pk], row) for pk, image in images.items()]
    return all(are_made)


def _make_of(image: Any, filters: list[Filter], row: DuePictures) -> bool:
    try:
        image.get_renditions(*filters)
    except Exception as error:  # noqa: BLE001 -- whatever reading or writing a file raises
        _log(row, error)
        return False
    return _is_of_current_file(image, filters)


def _is_of_current_file(image: Any, filters: list[Filter]) -> bool:
    """Delete what was made of a file that was replaced meanwhile: it may show what it must not."""
    if type(image)._base_manager.filter(pk=image.pk, file=image.file.name).exists():
        return True
    for rendition in image.renditions.filter(filter_spec__in=[one.spec for one in filters]):
        rendition.delete()
    return False


def _log(row: DuePictures, error: Exception) -> None:
    # Without its message, which may have the name of the file.
    logger.warning("Pictures %s could not be made: %s", row.pk, type(error).__name__)
