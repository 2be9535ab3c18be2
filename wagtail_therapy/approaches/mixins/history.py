from typing import Any

from django.db import models, transaction

from wagtail_therapy.approaches.history.locks import lock_pages
from wagtail_therapy.approaches.history.reasons import reason_of, take_back
from wagtail_therapy.approaches.history.recording import record


class ClaimHistoryMixin(models.Model):
    """An approach whose claims have a history: what readers were told, and when that changed.

    It is written with the live page, in one transaction: by the form, a schedule, a workflow, an
    API and a script alike. Drafts, what is merely scheduled and what is private are in no history.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail writes some fields of a live page alone whenever its draft is saved.
        if not self.live or kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            lock_pages([self.pk])
            reason = reason_of(self)
            super().save(*args, **kwargs)
            if not record([self.pk], reason.given) and reason.taken_back:
                take_back(self, reason.taken_back)
