"""Claims change without their pages, too: when a guideline is replaced, or a concern is deleted."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete

from wagtail_therapy.approaches.history.places import lock
from wagtail_therapy.approaches.history.recording import record
from wagtail_therapy.approaches.mixins.claims import ClaimsMixin
from wagtail_therapy.approaches.models import Concern, Guideline

UID = "wagtail_therapy_approaches.history"
NAMING = "_therapy_pages_naming_it"


def connect() -> None:
    post_save.connect(record_naming, Guideline, dispatch_uid=UID)
    for model in (Concern, Guideline):
        pre_delete.connect(remember_naming, model, dispatch_uid=UID)
        post_delete.connect(record_remembered, model, dispatch_uid=UID)


@transaction.atomic
def record_naming(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Record what pages say now that the guideline has changed. Not while a backup is restored."""
    if not raw:
        record(lock(_naming(instance)))


def remember_naming(sender: Any, instance: Any, **kwargs: Any) -> None:
    # Once it is deleted, no row names it any more.
    setattr(instance, NAMING, lock(_naming(instance)))


def record_remembered(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(vars(instance).pop(NAMING, []))


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
