"""Front-end cache invalidation, for apps that know which pages show a change."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import swapper
from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import PageViewRestriction, ReferenceIndex, get_page_models
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from ..mixins import TherapyPageMixin
from .drafts import DRAFT_FIELDS

# Wagtail's backends get this many addresses at once.
BATCH = 500

URLsShowing = Callable[[Any], set[str]]
URLsListing = Callable[[list[Any]], set[str]]


def connect_signals(
    uid: str,
    *,
    on_publish: Any,
    on_move: Any,
    urls_listing: URLsListing,
    urls_showing: URLsShowing,
    models: Iterable[Any],
) -> None:
    """Connect an app's purges, if the host has ``wagtail.contrib.frontend_cache``.

    ``on_publish`` is called when a page is published or unpublished, ``on_move`` when it is moved.
    ``urls_listing`` gets pages that became public or private, and returns the URLs that list them.
    ``urls_showing`` gets a row of the ``models``, and returns the URLs that show it.
    """
    if not apps.is_installed("wagtail.contrib.frontend_cache"):
        return
    for signal in (page_published, page_unpublished):
        signal.connect(on_publish, dispatch_uid=uid)
    post_page_move.connect(on_move, dispatch_uid=uid)
    page_slug_changed.connect(purge_old_slug, dispatch_uid=__name__)
    _connect_restrictions(__name__, _urls_of)
    _connect_restrictions(uid, urls_listing)
    for model in models:
        _connect_rows(uid, urls_showing, model)


def purge_old_slug(sender: Any, instance: Any, instance_before: Any, **kwargs: Any) -> None:
    """Purge the old URLs of one of our pages after its slug changed, but not those below it."""
    if isinstance(instance, TherapyPageMixin) and should_purge():
        purge(page_urls(instance_before))


def _connect_rows(uid: str, urls_showing: URLsShowing, model: Any) -> None:
    def before_save(
        sender: Any,
        instance: Any,
        using: str,
        update_fields: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        # After the save, the old URLs can't be found.
        if should_purge(update_fields):
            was = _stored_before_new_slug(instance, using)
            _old_urls(instance)[uid] = urls_showing(was) if was else set()

    def changed(
        sender: Any, instance: Any, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        if should_purge(update_fields):
            purge(urls_showing(instance) | _old_urls(instance).pop(uid, set()))

    for signal, receiver in ((pre_save, before_save), (post_save, changed), (pre_delete, changed)):
        # Nothing else refers to these functions, so a weak reference would be lost.
        signal.connect(receiver, model, weak=False, dispatch_uid=uid)


def _connect_restrictions(uid: str, urls_listing: URLsListing) -> None:
    def changed(sender: Any, instance: Any, **kwargs: Any) -> None:
        if should_purge():
            purge(urls_listing(_pages_behind(instance)))

    for signal in (post_save, pre_delete):
        # As above.
        signal.connect(changed, PageViewRestriction, weak=False, dispatch_uid=uid)


def _pages_behind(restriction: Any) -> list[Any]:
    """Return our live pages that a restriction covers: its page and all pages below."""
    pages = restriction.page.get_descendants(inclusive=True).live().specific()
    return [page for page in pages if isinstance(page, TherapyPageMixin)]


def _urls_of(pages: list[Any]) -> set[str]:
    return {url for page in pages for url in page_urls(page)}


def _stored_before_new_slug(instance: Any, using: str) -> Any:
    """Return the stored row if it is about to get another slug, or else None."""
    if not hasattr(instance, "slug"):
        return None
    stored = type(instance)._base_manager.using(using).filter(pk=instance.pk)
    return stored.exclude(slug=instance.slug).first()


def _old_urls(instance: Any) -> dict[str, set[str]]:
    """Return the row's old URLs for each connected app."""
    return vars(instance).setdefault("_therapy_old_addresses", {})


def should_purge(update_fields: Iterable[str] | None = None) -> bool:
    """Return whether there is a front-end cache, and writing these fields concerns it."""
    return bool(get_backends()) and not DRAFT_FIELDS.issuperset(update_fields or [None])


def purge(urls: Iterable[str]) -> None:
    """Purge the URLs after the transaction is committed.

    Before that, the cache could be filled with the old pages again.
    """
    transaction.on_commit(partial(_purge_now, set(urls)))


def page_urls(page: Any, more: Iterable[str] = (), roots: Any = None) -> set[str]:
    """Return the URLs of a page and of more paths below it. None for a page outside all sites.

    For many pages, pass the same object as ``roots`` each time. It remembers where the sites are.
    """
    is_on_a_site = page.get_full_url(roots)
    return urls_below(page, [*page.get_cached_paths(), *more], roots) if is_on_a_site else set()


def urls_below(page: Any, paths: Iterable[str], roots: Any = None) -> set[str]:
    """Return the URLs of paths below a page. None for a page outside all sites."""
    address = page.get_full_url(roots)
    return {_below(address, path.lstrip("/")) for path in paths} if address else set()


def _below(address: str, path: str) -> str:
    # A host may have chosen WAGTAIL_APPEND_SLASH = False.
    return f"{address.rstrip('/')}/{path}" if path else address


def pages_referencing(instance: Any) -> list[Any]:
    """Return the pages that refer to the object, or to a translation that it may replace."""
    named: dict[Any, set[Any]] = {}
    for model, pk in [*_references_to(instance), *_relations_to(instance)]:
        named.setdefault(model, set()).add(pk)
    return [page for model, pks in named.items() for page in model.objects.filter(pk__in=pks)]


def _references_to(instance: Any) -> Iterator[tuple[Any, Any]]:
    page_model = swapper.load_model("wagtailcore", "Page")
    for one in instance.get_translations(inclusive=True):
        for reference in ReferenceIndex.get_references_to(one).select_related("content_type"):
            model = reference.content_type.model_class()
            if model and issubclass(model, page_model):
                yield model, model._meta.pk.to_python(reference.object_id)


def _relations_to(instance: Any) -> Iterator[tuple[Any, Any]]:
    # Wagtail's reference index doesn't include many-to-many relations.
    for model in get_page_models():
        for field in model._meta.many_to_many:
            if field.related_model is type(instance):
                key = {f"{field.name}__translation_key": instance.translation_key}
                found = model._base_manager.filter(**key).order_by()
                yield from ((model, pk) for pk in found.values_list("pk", flat=True))


def _purge_now(urls: set[str]) -> None:
    ordered = sorted(urls)
    for start in range(0, len(ordered), BATCH):
        PurgeBatch(ordered[start : start + BATCH]).purge()
