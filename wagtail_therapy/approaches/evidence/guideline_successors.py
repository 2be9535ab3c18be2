"""Finds another successor for a guideline when one translation of its successor is deleted."""

from typing import Any

from django.db.models.signals import pre_delete

from wagtail_therapy.approaches.models import Guideline

UID = "wagtail_therapy_approaches.successors"


def connect() -> None:
    """Use a signal, because Wagtail deletes several rows without calling ``Model.delete()``."""
    pre_delete.connect(replace_with_translation, Guideline, dispatch_uid=UID)


def replace_with_translation(sender: Any, instance: Guideline, **kwargs: Any) -> None:
    """Make a translation the successor in its place. Without one there is no successor."""
    translation = instance.get_translations().order_by("pk").first()
    if translation:
        Guideline.objects.filter(superseded_by=instance).update(superseded_by=translation)
