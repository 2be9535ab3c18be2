from taggit.models import Tag

from wagtail_therapy.content import caching

from . import querysets
from .models import Category

ROWS = ["post_authors", "post_categories", "post_tags"]


def register_signal_handlers() -> None:
    caching.invalidate_on_save(
        Category, Tag, *(row for name in ROWS for row in querysets.row_models(name))
    )
