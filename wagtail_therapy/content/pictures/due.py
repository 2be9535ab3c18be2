"""Which pictures are to be made, and who is told.

The table is the list of what is to be done, so nothing is lost if no worker hears of it. This app
doesn't know the worker, which registers itself with ``register_worker``.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Now

from wagtail_therapy.conf import conf
from wagtail_therapy.content.models import DuePictures

logger = logging.getLogger("wagtail_therapy.content")


class Worker(NamedTuple):
    is_at_work: Callable[[], bool]
    wake: Callable[[], None]


_workers: list[Worker] = []


def register_worker(is_at_work: Callable[[], bool], wake: Callable[[], None]) -> None:
    """Register what calls ``making.work()``: whether it was seen lately, and how to wake it.

    The last one registered is used. Without one, pictures are made when they are first shown.
    """
    _workers.append(Worker(is_at_work, wake))


def add(objects: Iterable[Any]) -> None:
    """Have all pictures made that these pages or rows show. They have ``get_pictures()``."""
    if _has_worker():
        add_rows(one for one in objects if _shows_pictures(one))


def add_image(image: Any) -> None:
    """Have an image's pictures made for all that shows it."""
    if _has_worker():
        add_rows([image])


def ask_for(image: Any, use: str) -> bool:
    """Ask for pictures that a visitor misses. False: no worker will make them soon.

    The worker isn't told: a visitor would wait for a broker that is down. It looks by itself.
    """
    if not _has_worker() or not _workers[-1].is_at_work():
        return False
    row, _is_new = DuePictures.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(image),
        object_id=str(image.pk),
        use=use,
        defaults={"due_at": Now()},
    )
    return not row.is_given_up


def add_rows(objects: Iterable[Any]) -> None:
    """Add a row for each object. Rows that exist already become due at once."""
    rows = [
        DuePictures(
            content_type=ContentType.objects.get_for_model(one),
            object_id=str(one.pk),
            due_at=Now(),
        )
        for one in objects
    ]
    for content_type in {row.content_type_id for row in rows}:
        ids = [row.object_id for row in rows if row.content_type_id == content_type]
        known = DuePictures.objects.filter(content_type=content_type, object_id__in=ids)
        known.update(due_at=Now(), tries=0)
    if rows:
        DuePictures.objects.bulk_create(rows, ignore_conflicts=True)
        _workers[-1].wake()


def drop(deleted: Any) -> None:
    """Have nothing made of an object that is being deleted."""
    content_type = ContentType.objects.get_for_model(deleted)
    DuePictures.objects.filter(content_type=content_type, object_id=str(deleted.pk)).delete()


def _shows_pictures(one: Any) -> bool:
    """Never raises: an error must not stop publishing, and visitors ask for what they miss."""
    try:
        return any(image for image, _use in one.get_pictures())
    except Exception:
        logger.exception("The pictures of %s %s can't be found", one._meta.label, one.pk)
        return False


def _has_worker() -> bool:
    return bool(_workers) and not conf.pictures_in_requests
