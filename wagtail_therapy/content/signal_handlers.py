from typing import Any

from django.db import connections, router
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, PageViewRestriction, Site, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import caching
from .models import ContentNote, Generation


def register_signal_handlers() -> None:
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(caching.invalidate, dispatch_uid=caching.UID)
    models = [Locale, PageViewRestriction, Site, get_image_model(), get_document_model()]
    caching.invalidate_on_save(*models, ContentNote, *get_page_models())
    # They are made while a page is rendered, so saving one changes nothing.
    caching.invalidate_on_delete(get_image_model().get_rendition_model())


def invalidate_after_deployment(sender: Any, using: str, **kwargs: Any) -> None:
    """Have all built again by the templates of a new version. It receives ``post_migrate``."""
    tables = connections[using].introspection.table_names()
    if using == router.db_for_write(Generation) and Generation._meta.db_table in tables:
        caching.invalidate(using=using)
