"""Front-end cache invalidation for approaches and everything they reference.

Wagtail itself purges a page when it is published or unpublished. This purges the lists it was in.
"""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.apps import apps
from django.db.models.signals import post_save

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.reviews.records import pages_reviewed_by
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.content.page_cache.frontend_cache import (
    connect_signals,
    page_urls,
    pages_referencing,
    purge,
    should_purge,
    urls_below,
)

from .authored import AuthoredApproachMixin
from .concerns.mixin import ConcernsMixin
from .mixins.concern_pages import ConcernPagesMixin
from .mixins.history import ClaimHistoryMixin
from .mixins.history_pages import HistoryPagesMixin
from .models import ApproachFamily, Concern, Guideline

UID = "wagtail_therapy_approaches.purges"
NAMED_MODELS = [ApproachFamily, Author, Concern, ContentNote, Guideline]


def connect() -> None:
    """Connect the handlers if ``wagtail.contrib.frontend_cache`` is installed."""
    connect_signals(
        UID,
        on_publish=purge_lists,
        on_move=purge_moved,
        urls_listing=urls_listing,
        urls_showing=urls_naming,
        models=NAMED_MODELS,
    )
    if apps.is_installed("wagtail.contrib.frontend_cache"):
        for model in apps.get_models():
            if issubclass(model, ClaimHistoryMixin):
                post_save.connect(purge_history, model, dispatch_uid=UID)


def purge_lists(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Purge an approach's list and the pages that show it; for a post, the pages of all concerns.

    Until a moment ago a post may have been about other concerns. Handles deleted pages, too.
    """
    if isinstance(instance, (AuthoredApproachMixin, ConcernsMixin)) and should_purge():
        purge(_lists_of(instance, instance.get_parent()))


def purge_history(
    sender: Any,
    instance: Any,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Purge the history of a list when one of its live approaches is saved, even by a script.

    A script publishes nothing, but the page's claims may have changed.
    """
    # The history is written under the same conditions. Fixtures (raw) write none.
    is_written = not raw and update_fields is None
    if is_written and instance.live and should_purge():
        purge(_history_of(instance))


def purge_moved(
    sender: Any, instance: Any, parent_page_before: Any, url_path_before: str, **kwargs: Any
) -> None:
    """Purge a moved approach or post at its old and new address, with both lists."""
    page = instance.specific
    if not isinstance(page, (AuthoredApproachMixin, ConcernsMixin)) or not should_purge():
        return
    there = copy(page)
    there.url_path = url_path_before
    lists = _lists_of(page, parent_page_before) | _lists_of(page, page.get_parent())
    purge(lists | page_urls(there) | page_urls(page))


def urls_listing(pages: list[Any]) -> set[str]:
    """Return the URLs of the lists of these approaches, and of the pages that show them.

    For posts, return those of all concerns on all sites. This is queried once for all posts.
    """
    approaches = [page for page in pages if isinstance(page, AuthoredApproachMixin)]
    parents = {page.path[: -page.steplen]: page for page in approaches}
    urls = {url for one in _showing(approaches) for url in page_urls(one)}
    urls |= {url for page in parents.values() for url in _list_urls(page.get_parent())}
    if any(isinstance(page, ConcernsMixin) for page in pages):
        urls |= _concern_urls(Concern.objects.all())
    return urls


def urls_naming(instance: Any) -> set[str]:
    """Return the URLs of approaches and posts that name it, and of their lists.

    A concern has pages of its own, too.
    """
    reviewed = pages_reviewed_by(instance) if isinstance(instance, Author) else []
    shown = (AuthoredApproachMixin, ConcernsMixin)
    named = [page for row in _rows_showing_name(instance) for page in pages_referencing(row)]
    pages = {page for page in [*named, *reviewed] if isinstance(page, shown)}
    lists = {page.get_parent() for page in pages if isinstance(page, AuthoredApproachMixin)} - {
        None
    }
    urls = {url for page in pages | _showing(pages) for url in page_urls(page)}
    urls |= {url for page in lists for url in _list_urls(page)}
    return urls | _concern_urls(_concerns_showing(instance))


def _rows_showing_name(instance: Any) -> Iterable[Any]:
    """Return the row and those that show its name, in one language each.

    A guideline that was replaced shows the name of its successor.
    """
    if not isinstance(instance, Guideline):
        return [instance]
    return {one.translation_key: one for one in Guideline.objects.naming(instance)}.values()


def _concerns_showing(instance: Any) -> list[Concern]:
    """Return the concerns whose own pages show it, on any site."""
    if isinstance(instance, Guideline):
        keys = [one.translation_key for one in _rows_showing_name(instance)]
        covers = {"concern_guidelines__guideline__translation_key__in": keys}
        return list(Concern.objects.filter(**covers).distinct())
    return [instance] if isinstance(instance, Concern) else []


def _lists_of(page: Any, parent: Any) -> set[str]:
    if not isinstance(page, AuthoredApproachMixin):
        return _concern_urls(Concern.objects.all(), page.get_site())
    shown = {url for one in _showing([page]) for url in page_urls(one)}
    return shown | _list_urls(parent)


def _showing(pages: Iterable[Any]) -> set[Any]:
    """Return the pages that show one of these approaches on a card or in a comparison."""
    approaches = [page for page in pages if isinstance(page, AuthoredApproachMixin)]
    return {one for page in approaches for one in pages_referencing(page)}


def _list_urls(parent: Any) -> set[str]:
    """Return the URLs of a list of approaches, and of all concerns below it.

    They include concerns that no page is about: until a moment ago, one may have been.
    """
    index = parent and parent.specific
    # A host may keep approaches elsewhere.
    if not isinstance(index, ConcernPagesMixin):
        return set()
    return page_urls(index, index.concern_paths(Concern.objects.all()))


def _concern_urls(concerns: Iterable[Concern], site: Any = None) -> set[str]:
    """Return the URLs of the concerns' own pages, on one site or on all of them."""
    if not concerns:
        return set()
    indexes = [index for model in _index_models() for index in model.objects.live()]
    here = [index for index in indexes if site in (None, index.get_site())]
    concerns = list(concerns)
    return {url for index in here for url in urls_below(index, index.concern_paths(concerns))}


def _history_of(approach: Any) -> set[str]:
    index = approach.get_parent().specific
    # A host may keep approaches elsewhere.
    return (
        urls_below(index, index.history_paths()) if isinstance(index, HistoryPagesMixin) else set()
    )


def _index_models() -> list[Any]:
    return [model for model in apps.get_models() if issubclass(model, ConcernPagesMixin)]
