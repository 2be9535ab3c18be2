"""Front-end cache invalidation for what any page may show, such as settings and pictures."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import swapper
from django.apps import apps
from django.core.signals import Signal
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from taggit.models import TagBase
from wagtail.contrib.settings.registry import registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, ReferenceIndex, Site

from .frontend_cache import page_urls, purge, should_purge

UID = "wagtail_therapy.sitewide_purges"


def connect() -> None:
    """Connect the handlers if ``wagtail.contrib.frontend_cache`` is installed."""
    if not apps.is_installed("wagtail.contrib.frontend_cache"):
        return
    for model in [Locale, Site, *registry]:
        _connect([post_save, post_delete], purge_all_pages, model)
    _connect([pre_save, pre_delete], purge_old_addresses, Site)
    tags = [model for model in apps.get_models() if issubclass(model, TagBase)]
    for model in [get_image_model(), get_document_model(), *tags]:
        _connect([post_save, pre_delete], purge_if_used, model)


def purge_all_pages(sender: Any = None, **kwargs: Any) -> None:
    """Purge all live pages of all sites, with their lists, after the transaction is committed."""
    if should_purge():
        transaction.on_commit(lambda: purge(all_urls()))


def purge_old_addresses(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Purge the pages at the addresses that they have before a site is changed or deleted."""
    if instance.pk and should_purge():
        purge(all_urls())


def purge_if_used(sender: Any, instance: Any, created: bool = False, **kwargs: Any) -> None:
    """Purge all pages after a picture, document or tag was edited, unless nothing refers to it.

    A page may show it in its list, its author or the practice's settings.
    """
    if not created and should_purge() and ReferenceIndex.get_references_to(instance).exists():
        purge_all_pages()


def all_urls() -> set[str]:
    """Return the URLs of all live pages. The number of queries doesn't grow with posts."""
    pages = swapper.load_model("wagtailcore", "Page").objects.live().specific(defer=True)
    roots = SimpleNamespace()
    found = (page_urls(page, roots=roots) for page in pages.iterator(chunk_size=1000))
    return set().union(*found)


def _connect(signals: Iterable[Signal], receiver: Any, model: Any) -> None:
    for signal in signals:
        signal.connect(receiver, model, dispatch_uid=UID)
