"""What replaces a guideline when its successor is deleted, but not in each language."""

from typing import Any

from django.db.models.signals import pre_delete

from wagtail_therapy.approaches.models import Guideline

UID = "wagtail_therapy_approaches.successors"


def connect() -> None:
    """Listen. Wagtail deletes several rows at once without calling ``delete()`` of the model."""
    pre_delete.connect(pass_on, Guideline, dispatch_uid=UID)


def pass_on(sender: Any, instance: Guideline, **kwargs: Any) -> None:
    """Let a translation replace what the guideline replaced. Without one, nothing replaces it."""
    translation = instance.get_translations().order_by("pk").first()
    if translation:
        Guideline.objects.filter(superseded_by=instance).update(superseded_by=translation)
