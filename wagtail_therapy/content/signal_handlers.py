from wagtail.images import get_image_model
from wagtail.models import Locale, PageViewRestriction, Site, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import caching
from .models import ContentNote


def register_signal_handlers() -> None:
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(caching.invalidate, dispatch_uid=caching.UID)
    models = [Locale, PageViewRestriction, Site, get_image_model(), ContentNote]
    caching.invalidate_on_save(*models, *get_page_models())
