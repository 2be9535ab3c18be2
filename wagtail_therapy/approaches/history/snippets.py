"""Claims change without their pages, too: when a guideline is replaced, or a concern is deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, pre_delete

from wagtail_therapy.approaches.history.locks import lock, lock_pages
from wagtail_therapy.approaches.history.recording import record
from wagtail_therapy.approaches.mixins.claims import ClaimsMixin
from wagtail_therapy.approaches.models import Concern, Guideline

UID = "wagtail_therapy_approaches.history"
NAMING = "_therapy_pages_naming_it"


def connect() -> None:
    for model in (Concern, Guideline):
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
        lock_pages(_naming(guideline))
    lock(translations)
    yield
    if is_changed:
        # A page that named it a moment ago, and wasn't there to be locked, is there now.
        record(lock_pages(_naming(guideline)))


def remember_naming(sender: Any, instance: Any, **kwargs: Any) -> None:
    # Once it is deleted, no row names it any more.
    setattr(instance, NAMING, lock_pages(_naming(instance)))


def record_remembered(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(vars(instance).pop(NAMING, []))


def _is_changed(guideline: Guideline, translations: QuerySet) -> bool:
    now = (guideline.status, bool(guideline.superseded_by_id))
    stored = translations.order_by().values_list("status", "superseded_by")
    return any((status, bool(successor)) != now for status, successor in stored)


def _naming(instance: Any) -> Iterator[Any]:
    """Give the key of each live approach that names it or a translation of it."""
    for model in apps.get_models():
        if issubclass(model, ClaimsMixin):
            found = model.objects.exact_type(model).live().filter(_names(instance)).order_by()
            yield from found.values_list("pk", flat=True).distinct()


def _names(instance: Any) -> Q:
    key = instance.translation_key
    if isinstance(instance, Guideline):
        return Q(approach_recommendations__guideline__translation_key=key)
    return Q(approach_concerns__concern__translation_key=key)
