"""What a front-end cache has to forget when approaches, and what they name, change.

Wagtail itself purges a page that is published or unpublished. Here are the lists that it stood in.
"""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.apps import apps
from django.db.models.signals import post_save

from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.reviews.records import pages_reviewed_by
from wagtail_therapy.content.frontend_cache import (
    connect_signals,
    page_urls,
    pages_referencing,
    purge,
    should_purge,
    urls_below,
)
from wagtail_therapy.content.models import ContentNote

from .authored import AuthoredMixin
from .concerns import ConcernsMixin
from .mixins.concern_pages import ConcernPagesMixin
from .mixins.history import ClaimHistoryMixin
from .mixins.history_pages import HistoryPagesMixin
from .models import ApproachFamily, Concern, Guideline

UID = "wagtail_therapy_approaches.purges"
NAMED = [ApproachFamily, Author, Concern, ContentNote, Guideline]


def connect() -> None:
    """Listen, on a host that has ``wagtail.contrib.frontend_cache``."""
    connect_signals(
        UID,
        on_publish=purge_lists,
        on_move=purge_moved,
        urls_listing=addresses_listing,
        urls_showing=addresses_naming,
        models=NAMED,
    )
    if apps.is_installed("wagtail.contrib.frontend_cache"):
        for model in apps.get_models():
            if issubclass(model, ClaimHistoryMixin):
                post_save.connect(purge_history, model, dispatch_uid=UID)


def purge_lists(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Purge the list of an approach and the pages that show it; of a post, those of all concerns.

    Until a moment ago it may have been about others. A page that is deleted comes, too.
    """
    if isinstance(instance, (AuthoredMixin, ConcernsMixin)) and should_purge():
        purge(_lists_of(instance, instance.get_parent()))


def purge_history(
    sender: Any,
    instance: Any,
    raw: bool = False,
    update_fields: Iterable[str] | None = None,
    **kwargs: Any,
) -> None:
    """Purge the history of a list when one of its live approaches is saved, by a script, too.

    Nothing is published then, and what the page claims may be another thing than before.
    """
    # Its history is written under the same conditions. Fixtures (raw) write none.
    is_written = not raw and update_fields is None
    if is_written and instance.live and should_purge():
        purge(_history_of(instance))


def purge_moved(
    sender: Any, instance: Any, parent_page_before: Any, url_path_before: str, **kwargs: Any
) -> None:
    """Purge an approach or post that was moved, where it was and where it is, with both lists."""
    page = instance.specific
    if not isinstance(page, (AuthoredMixin, ConcernsMixin)) or not should_purge():
        return
    there = copy(page)
    there.url_path = url_path_before
    lists = _lists_of(page, parent_page_before) | _lists_of(page, page.get_parent())
    purge(lists | page_urls(there) | page_urls(page))


def addresses_listing(pages: list[Any]) -> set[str]:
    """Return those of the lists of these approaches and of what shows them.

    Of posts, those of all concerns, wherever these are: that is asked once, and not for each post.
    """
    approaches = [page for page in pages if isinstance(page, AuthoredMixin)]
    parents = {page.path[: -page.steplen]: page for page in approaches}
    urls = {url for one in _showing(approaches) for url in page_urls(one)}
    urls |= {url for page in parents.values() for url in _list_addresses(page.get_parent())}
    if any(isinstance(page, ConcernsMixin) for page in pages):
        urls |= _concern_addresses(Concern.objects.all())
    return urls


def addresses_naming(instance: Any) -> set[str]:
    """Return those of approaches and posts that name it, and of what lists and shows them.

    A concern has pages of its own besides.
    """
    reviewed = pages_reviewed_by(instance) if isinstance(instance, Author) else []
    shown = (AuthoredMixin, ConcernsMixin)
    named = [page for row in _told_by(instance) for page in pages_referencing(row)]
    pages = {page for page in [*named, *reviewed] if isinstance(page, shown)}
    lists = {page.get_parent() for page in pages if isinstance(page, AuthoredMixin)} - {None}
    urls = {url for page in pages | _showing(pages) for url in page_urls(page)}
    urls |= {url for page in lists for url in _list_addresses(page)}
    return urls | _concern_addresses(_concerns_showing(instance))


def _told_by(instance: Any) -> Iterable[Any]:
    """Return the row and those that tell its name, in one language each.

    A guideline that was replaced tells what it was replaced by.
    """
    if not isinstance(instance, Guideline):
        return [instance]
    return {one.translation_key: one for one in Guideline.objects.naming(instance)}.values()


def _concerns_showing(instance: Any) -> list[Concern]:
    """Return the concerns whose own pages show it, wherever these are."""
    if isinstance(instance, Guideline):
        keys = [one.translation_key for one in _told_by(instance)]
        covers = {"concern_guidelines__guideline__translation_key__in": keys}
        return list(Concern.objects.filter(**covers).distinct())
    return [instance] if isinstance(instance, Concern) else []


def _lists_of(page: Any, parent: Any) -> set[str]:
    if not isinstance(page, AuthoredMixin):
        return _concern_addresses(Concern.objects.all(), page.get_site())
    shown = {url for one in _showing([page]) for url in page_urls(one)}
    return shown | _list_addresses(parent)


def _showing(pages: Iterable[Any]) -> set[Any]:
    """Return the pages that show an approach of these on a card or in a comparison."""
    approaches = [page for page in pages if isinstance(page, AuthoredMixin)]
    return {one for page in approaches for one in pages_referencing(page)}


def _list_addresses(parent: Any) -> set[str]:
    """Return the addresses of a list of approaches, and of all concerns below it.

    Also of those that nothing there is about: until a moment ago, something may have been.
    """
    index = parent and parent.specific
    # A host may keep approaches elsewhere.
    if not isinstance(index, ConcernPagesMixin):
        return set()
    return page_urls(index, index.concern_paths(Concern.objects.all()))


def _concern_addresses(concerns: Iterable[Concern], site: Any = None) -> set[str]:
    """Return where the concerns have pages of their own, on one site or on all of them."""
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
