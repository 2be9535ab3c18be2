"""Claims change without their pages, too: when a guideline is replaced, or a concern is deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.signals import post_delete, pre_delete

from wagtail_therapy.approaches.history.locks import lock, lock_pages
from wagtail_therapy.approaches.history.recording import record
from wagtail_therapy.approaches.mixins.claims import ClaimsMixin
from wagtail_therapy.approaches.models import Concern, Guideline

UID = "wagtail_therapy_approaches.history"
# What names them on a page.
RELATIONS: dict[Any, str] = {
    Concern: "approach_concerns__concern",
    Guideline: "approach_recommendations__guideline",
}
NAMING = "_therapy_pages_naming_it"
LOCKED = "_therapy_pages_are_locked"


def connect() -> None:
    for model in RELATIONS:
        pre_delete.connect(remember_naming, model, dispatch_uid=UID)
        post_delete.connect(record_remembered, model, dispatch_uid=UID)


@contextmanager
def recorded(guideline: Guideline) -> Iterator[None]:
    """Write a guideline and its translations inside, and record what pages say then.

    That is in one transaction, which the caller begins. No page is looked at if readers are told
    the same of the guideline: what it is called is no part of a claim.
    """
    translations = Guideline._base_manager.filter(translation_key=guideline.translation_key)
    is_changed = _is_changed(guideline, translations)
    if is_changed:
        lock_pages(_naming(Guideline, [guideline.translation_key]))
    lock(translations)
    yield
    if is_changed:
        # A page that named it a moment ago, and wasn't there to be locked, is there now.
        record(lock_pages(_naming(Guideline, [guideline.translation_key])))


def remember_naming(sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    if isinstance(origin, QuerySet):
        _lock_for_all(origin)
    # Once it is deleted, no row names it any more.
    setattr(instance, NAMING, lock_pages(_naming(sender, [instance.translation_key])))


def record_remembered(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(vars(instance).pop(NAMING, []))


def _lock_for_all(deleted: QuerySet) -> None:
    """Lock the pages that name any of the rows that are deleted together: in one order."""
    # Django sends a signal for each row, all before the first is deleted.
    if not vars(deleted).setdefault(LOCKED, False) and deleted.model in RELATIONS:
        setattr(deleted, LOCKED, True)
        lock_pages(_naming(deleted.model, deleted.order_by().values("translation_key")))


def _is_changed(guideline: Guideline, translations: QuerySet) -> bool:
    now = (guideline.status, bool(guideline.superseded_by_id))
    stored = translations.order_by().values_list("status", "superseded_by")
    return any((status, bool(successor)) != now for status, successor in stored)


def _naming(model: Any, keys: Any) -> Iterator[Any]:
    """Give the key of each live approach that names a row, or a translation of it."""
    relation = RELATIONS[model]
    named = {f"{relation}__translation_key__in": keys}
    for page_model in apps.get_models():
        if issubclass(page_model, ClaimsMixin):
            found = page_model.objects.exact_type(page_model).live().filter(**named).order_by()
            yield from found.values_list("pk", flat=True).distinct()
