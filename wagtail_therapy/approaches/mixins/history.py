from typing import Any

from django.db import models, transaction

from wagtail_therapy.approaches.history.locks import lock_pages
from wagtail_therapy.approaches.history.reasons import reason_of, withdraw
from wagtail_therapy.approaches.history.recording import record


class ClaimHistoryMixin(models.Model):
    """An approach whose claims have a history: what readers were told, and when it changed.

    The history is written in one transaction with the live page, from the form, a schedule, a
    workflow, an API or a script. Drafts, scheduled and private pages are not in it.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail saves some fields of a live page whenever its draft is saved.
        if not self.live or kwargs.get("update_fields") is not None:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            lock_pages([self.pk])
            reason = reason_of(self)
            super().save(*args, **kwargs)
            if not record([self.pk], reason.added) and reason.withdrawn:
                withdraw(self, reason.withdrawn)
