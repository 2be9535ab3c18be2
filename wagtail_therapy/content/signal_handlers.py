from typing import Any

from django.db import connections, router
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, PageViewRestriction, Site, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import caching
from .models import ContentNote, Generation
from .page_cache.drafts import DRAFT_FIELDS
from .pictures import due

PICTURES = "wagtail_therapy.pictures"


def register_signal_handlers() -> None:
    page_published.connect(add_pictures_of_page, dispatch_uid=PICTURES)
    post_save.connect(add_pictures_of_image, get_image_model(), dispatch_uid=PICTURES)
    _drop_pictures_on_delete(get_image_model(), *get_page_models())
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(caching.invalidate, dispatch_uid=caching.UID)
    models = [Locale, PageViewRestriction, Site, get_image_model(), get_document_model()]
    caching.invalidate_on_save(*models, ContentNote, *get_page_models())
    # They are made while a page is rendered, so saving one changes nothing.
    rendition = get_image_model().get_rendition_model()
    post_delete.connect(caching.invalidate, rendition, dispatch_uid=caching.UID)


def invalidate_after_deployment(sender: Any, using: str, **kwargs: Any) -> None:
    """Have all built again by the templates of a new version. It receives ``post_migrate``."""
    tables = connections[using].introspection.table_names()
    if using == router.db_for_write(Generation) and Generation._meta.db_table in tables:
        caching.invalidate(using=using)


def add_pictures_of_page(instance: Any, **kwargs: Any) -> None:
    if hasattr(instance, "get_pictures"):
        due.add([instance])


def add_pictures_on_save(*models: Any) -> None:
    """Have the pictures made of rows of the models that are saved, but not of drafts."""
    for model in models:
        post_save.connect(_add_pictures_of_row, model, dispatch_uid=PICTURES)
    _drop_pictures_on_delete(*models)


def _add_pictures_of_row(
    instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if not raw and not DRAFT_FIELDS.issuperset(update_fields or [None]):
        due.add([instance])


def _drop_pictures_on_delete(*models: Any) -> None:
    for model in models:
        post_delete.connect(_drop_pictures_of_row, model, dispatch_uid=PICTURES)


def _drop_pictures_of_row(instance: Any, **kwargs: Any) -> None:
    due.drop(instance)


def add_pictures_of_image(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Have pictures made of an image that may have another file or focal point."""
    if not created and not raw:
        due.add_image(instance)
