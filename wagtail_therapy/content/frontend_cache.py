"""What a front-end cache has to forget, for the apps that know what a change is seen in."""

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

from .caching import DRAFT_FIELDS
from .mixins import TherapyPageMixin

URLsShowing = Callable[[Any], set[str]]
URLsListing = Callable[[list[Any]], set[str]]


def connect_signals(
    uid: str,
    *,
    lists: Any,
    moved: Any,
    listing: URLsListing,
    naming: URLsShowing,
    named: Iterable[Any],
) -> None:
    """Let the functions hear of pages that come, go and move, and of rows of the named models.

    ``naming`` gets a row, and returns the addresses that show it; these are purged. ``listing``
    gets pages that strangers may read from now on, or may not any more, and returns where they are
    listed. Only on a host that has ``wagtail.contrib.frontend_cache``.
    """
    if not apps.is_installed("wagtail.contrib.frontend_cache"):
        return
    for signal in (page_published, page_unpublished):
        signal.connect(lists, dispatch_uid=uid)
    post_page_move.connect(moved, dispatch_uid=uid)
    page_slug_changed.connect(purge_old_slug, dispatch_uid=__name__)
    _connect_restrictions(__name__, _urls_of)
    _connect_restrictions(uid, listing)
    for model in named:
        _connect_rows(uid, naming, model)


def purge_old_slug(sender: Any, instance: Any, instance_before: Any, **kwargs: Any) -> None:
    """Purge a page of ours where it was before its slug changed. Not what is below it."""
    if isinstance(instance, TherapyPageMixin) and should_purge():
        purge(page_urls(instance_before))


def _connect_rows(uid: str, naming: URLsShowing, model: Any) -> None:
    def before_save(
        sender: Any,
        instance: Any,
        using: str,
        update_fields: Iterable[str] | None = None,
        **kwargs: Any,
    ) -> None:
        # After the save, its old address is lost.
        if should_purge(update_fields):
            was = _stored_before_new_slug(instance, using)
            _old_urls(instance)[uid] = naming(was) if was else set()

    def changed(
        sender: Any, instance: Any, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        if should_purge(update_fields):
            purge(naming(instance) | _old_urls(instance).pop(uid, set()))

    for signal, receiver in ((pre_save, before_save), (post_save, changed), (pre_delete, changed)):
        # Nothing else refers to these functions: a weak reference would lose them at once.
        signal.connect(receiver, model, weak=False, dispatch_uid=uid)


def _connect_restrictions(uid: str, listing: URLsListing) -> None:
    def changed(sender: Any, instance: Any, **kwargs: Any) -> None:
        if should_purge():
            purge(listing(_pages_behind(instance)))

    for signal in (post_save, pre_delete):
        # As above.
        signal.connect(changed, PageViewRestriction, weak=False, dispatch_uid=uid)


def _pages_behind(restriction: Any) -> list[Any]:
    """Return the live pages of ours that a restriction is about: its page, and all below that."""
    pages = restriction.page.get_descendants(inclusive=True).live().specific()
    return [page for page in pages if isinstance(page, TherapyPageMixin)]


def _urls_of(pages: list[Any]) -> set[str]:
    return {url for page in pages for url in page_urls(page)}


def _stored_before_new_slug(instance: Any, using: str) -> Any:
    """Return the row as it is stored, when it is about to get another slug."""
    if not hasattr(instance, "slug"):
        return None
    stored = type(instance)._base_manager.using(using).filter(pk=instance.pk)
    return stored.exclude(slug=instance.slug).first()


def _old_urls(instance: Any) -> dict[str, set[str]]:
    """Return where the row was, for each app that listens."""
    return vars(instance).setdefault("_therapy_old_addresses", {})


def should_purge(update_fields: Iterable[str] | None = None) -> bool:
    """Return whether a front-end cache has to know that these fields of a row were written."""
    is_draft = bool(update_fields) and DRAFT_FIELDS.issuperset(update_fields or ())
    return not is_draft and bool(get_backends())


def purge(urls: Iterable[str]) -> None:
    """Purge the addresses once the transaction is through.

    Earlier, the cache would be filled again with what is about to change.
    """
    transaction.on_commit(partial(_purge_now, set(urls)))


def page_urls(page: Any, more: Iterable[str] = ()) -> set[str]:
    """Return the addresses of a page, and of more paths below it; none for one outside of sites."""
    return urls_below(page, [*page.get_cached_paths(), *more]) if page.get_full_url() else set()


def urls_below(page: Any, paths: Iterable[str]) -> set[str]:
    """Return the addresses of paths below a page; none when it is outside of all sites."""
    address = page.get_full_url()
    return {_below(address, path.lstrip("/")) for path in paths} if address else set()


def _below(address: str, path: str) -> str:
    # A host may have chosen WAGTAIL_APPEND_SLASH = False.
    return f"{address.rstrip('/')}/{path}" if path else address


def pages_referencing(instance: Any) -> list[Any]:
    """Return the pages that name it or a translation, in whose place it may be shown."""
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
    # Wagtail's index has none of them.
    for model in get_page_models():
        for field in model._meta.many_to_many:
            if field.related_model is type(instance):
                key = {f"{field.name}__translation_key": instance.translation_key}
                found = model._base_manager.filter(**key).order_by()
                yield from ((model, pk) for pk in found.values_list("pk", flat=True))


def _purge_now(urls: set[str]) -> None:
    PurgeBatch(urls).purge()
