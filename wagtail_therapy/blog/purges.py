"""What a front-end cache has to forget when posts, and what they name, change.

Wagtail itself purges a page that is published or unpublished. Here are the lists that it stood in.
"""

from collections.abc import Iterable
from copy import copy
from functools import partial
from typing import Any

import swapper
from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.reviews.records import pages_reviewed_by
from wagtail_therapy.content.models import ContentNote

from . import addresses
from .authored import AuthoredMixin
from .mixins.addresses import AddressesMixin
from .models import Category

UID = "wagtail_therapy_blog.purges"
NAMED = [Author, Category, ContentNote]
# What Wagtail writes of a draft, every few seconds while somebody edits: nobody sees it.
OF_DRAFTS = {"latest_revision", "has_unpublished_changes"}


def connect():
    """Listen, on a host that has ``wagtail.contrib.frontend_cache``."""
    if not apps.is_installed("wagtail.contrib.frontend_cache"):
        return
    for signal in (page_published, page_unpublished):
        signal.connect(purge_lists, dispatch_uid=UID)
    post_page_move.connect(purge_moved, dispatch_uid=UID)
    for model in NAMED:
        for signal in (post_save, pre_delete):
            signal.connect(purge_naming, model, dispatch_uid=UID)


def purge_lists(sender, instance, **kwargs):
    """Purge the blog of a post with its archives and feeds. A page that is deleted comes, too."""
    if isinstance(instance, AuthoredMixin) and _is_cached():
        _purge(_lists_of(instance, instance.get_blog()))


def purge_moved(sender, instance, parent_page_before, url_path_before, **kwargs):
    """Purge a post that was moved, where it was and where it is, with the lists of both blogs."""
    page = instance.specific
    if not isinstance(page, AuthoredMixin) or not _is_cached():
        return
    there = copy(page)
    there.url_path = url_path_before
    lists = _lists_of(page, parent_page_before.specific) | _lists_of(page, page.get_blog())
    _purge(lists | _addresses(there) | _addresses(page))


def purge_naming(sender, instance, **kwargs):
    """Purge the pages that name an author, category or content note, and their blogs."""
    written = kwargs.get("update_fields")
    if (written and OF_DRAFTS.issuperset(written)) or not _is_cached():
        return
    pages = set(_pages_naming(instance))
    blogs = {page.get_blog() for page in pages if isinstance(page, AuthoredMixin)}
    _purge(address for page in (pages | blogs) - {None} for address in _addresses(page))


def _pages_naming(instance) -> list[Any]:
    """Return the pages that name it or a translation, in whose place it may be shown."""
    references = [
        reference
        for one in instance.get_translations(inclusive=True)
        for reference in ReferenceIndex.get_references_to(one).select_related("content_type")
    ]
    page_model = swapper.load_model("wagtailcore", "Page")
    named: dict[Any, set[int]] = {}
    for reference in references:
        model = reference.content_type.model_class()
        if model and issubclass(model, page_model):
            named.setdefault(model, set()).add(reference.object_id)
    found = [page for model, pks in named.items() for page in model.objects.filter(pk__in=pks)]
    # A review is no part of its page, so Wagtail does not index whom it names.
    reviewed = pages_reviewed_by(instance) if isinstance(instance, Author) else []
    return found + reviewed


def _lists_of(post, blog) -> set[str]:
    # A host may keep posts outside of a blog.
    if not isinstance(blog, AddressesMixin):
        return set()
    # Also those that the post alone stood in: the blog does not have them any more.
    return _addresses(blog, [f"/{path}" for path in addresses.of_post(blog, post)])


def _addresses(page, more: Iterable[str] = ()) -> set[str]:
    # A page outside of all sites has no address.
    address = page.get_full_url()
    paths = [*page.get_cached_paths(), *more] if address else []
    return {address + path.lstrip("/") for path in paths}


def _is_cached() -> bool:
    return bool(get_backends())


def _purge(urls: Iterable[str]):
    # Earlier, the cache would be filled again with what is about to change.
    transaction.on_commit(partial(_purge_now, set(urls)))


def _purge_now(urls: set[str]):
    PurgeBatch(urls).purge()
