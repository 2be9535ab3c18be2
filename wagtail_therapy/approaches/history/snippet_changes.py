"""Records claims that change without their pages: a guideline is replaced, a concern is deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.signals import post_delete, pre_delete

from wagtail_therapy.approaches.history.locks import lock_pages, lock_rows
from wagtail_therapy.approaches.history.recording import record
from wagtail_therapy.approaches.mixins.claims import ClaimsMixin
from wagtail_therapy.approaches.models import Concern, Guideline

UID = "wagtail_therapy_approaches.history"
# The relation by which a page names each.
RELATIONS: dict[Any, str] = {
    Concern: "approach_concerns__concern",
    Guideline: "approach_recommendations__guideline",
}
PAGES_ATTRIBUTE = "_therapy_pages_naming_it"
LOCKED_ATTRIBUTE = "_therapy_pages_are_locked"


def connect() -> None:
    for model in RELATIONS:
        pre_delete.connect(lock_pages_naming, model, dispatch_uid=UID)
        post_delete.connect(record_pages_naming, model, dispatch_uid=UID)


@contextmanager
def recording_changes(guideline: Guideline) -> Iterator[None]:
    """Write a guideline and its translations inside; this records what pages say afterwards.

    The caller begins the transaction. Looks at no page if the status of the guideline is unchanged:
    its name is not part of a claim.
    """
    translations = Guideline._base_manager.filter(translation_key=guideline.translation_key)
    is_changed = _is_changed(guideline, translations)
    if is_changed:
        lock_pages(_pages_naming(Guideline, [guideline.translation_key]))
    lock_rows(translations)
    yield
    if is_changed:
        # A page that first named it a moment ago could not be locked then, but can be now.
        record(lock_pages(_pages_naming(Guideline, [guideline.translation_key])))


def lock_pages_naming(sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    if isinstance(origin, QuerySet):
        _lock_for_all(origin)
    # Once it is deleted, no row names it.
    setattr(
        instance, PAGES_ATTRIBUTE, lock_pages(_pages_naming(sender, [instance.translation_key]))
    )


def record_pages_naming(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(vars(instance).pop(PAGES_ATTRIBUTE, []))


def _lock_for_all(deleted: QuerySet) -> None:
    """Lock the pages that name any of the rows that are deleted together, in one order."""
    # Django sends a signal for each row before it deletes the first.
    if not vars(deleted).setdefault(LOCKED_ATTRIBUTE, False) and deleted.model in RELATIONS:
        setattr(deleted, LOCKED_ATTRIBUTE, True)
        lock_pages(_pages_naming(deleted.model, deleted.order_by().values("translation_key")))


def _is_changed(guideline: Guideline, translations: QuerySet) -> bool:
    now = (guideline.status, bool(guideline.superseded_by_id))
    stored = translations.order_by().values_list("status", "superseded_by")
    return any((status, bool(successor)) != now for status, successor in stored)


def _pages_naming(model: Any, keys: Any) -> Iterator[Any]:
    """Yield the key of each live approach that names a row or a translation of it."""
    relation = RELATIONS[model]
    named = {f"{relation}__translation_key__in": keys}
    for page_model in apps.get_models():
        if issubclass(page_model, ClaimsMixin):
            found = page_model.objects.exact_type(page_model).live().filter(**named).order_by()
            yield from found.values_list("pk", flat=True).distinct()
