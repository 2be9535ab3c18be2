from datetime import datetime

from django.db import models


class InvitedReader(models.Model):
    """A reader that an import asks once, because the practice can't say that they agreed."""

    # Until they ask or confirm themselves.
    invited_by = models.ForeignKey(
        "wagtail_therapy_newsletter.SubscriberImport",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="invited",
    )

    class Meta:
        abstract = True

    @property
    def is_to_be_invited(self) -> bool:
        """Whether no worker has begun with the email that asks them."""
        is_begun = self.confirmation_attempts or self.confirmation_sent_at
        return bool(self.invited_by_id and self.confirmation_due_at and not is_begun)

    def begin_waiting(self, now: datetime) -> None:
        """Count the time until the address is deleted from now, when its owner is asked."""
        self.created_at = now
        self.save(update_fields=["created_at"])
