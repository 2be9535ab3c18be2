"""What a host's pages may show besides our rows: whatever people edit in Wagtail's admin."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_save
from modelcluster.models import get_all_child_relations
from taggit.models import TagBase
from wagtail.contrib.settings.registry import registry
from wagtail.models import ModelLogEntry, get_page_models

from .. import caching

APPS_WITHOUT_PAGES = {"wagtail_therapy_newsletter", "wagtail_therapy_wordpress_import"}


def register_signal_handlers() -> None:
    """Have pages built again after an edit. Scripts that save a host's snippets say so themselves.

    Wagtail writes a log entry for each snippet, image, menu and so on that is saved in its admin.
    """
    tags = [model for model in apps.get_models() if issubclass(model, TagBase)]
    parents = [*registry, *get_page_models()]
    rows = {one.related_model for model in parents for one in get_all_child_relations(model)}
    # Comments of editors are rows of a page, too.
    shown = [row for row in rows if row._meta.app_label != "wagtailcore"]
    caching.invalidate_on_save(*registry, *tags, *shown)
    post_save.connect(_invalidate_logged, ModelLogEntry, dispatch_uid=caching.UID)


def _invalidate_logged(instance: ModelLogEntry, using: str, **kwargs: Any) -> None:
    # To send or stop a mailing changes nothing that pages show.
    if instance.content_type.app_label not in APPS_WITHOUT_PAGES:
        caching.invalidate(using=using)
