from django.db import models
from django.utils.translation import gettext_lazy as _


class ResultCounts(models.Model):
    """How many recipients of a mailing have which result. Old mailings have only these numbers."""

    total = models.PositiveIntegerField(_("recipients"), default=0)
    excluded = models.PositiveIntegerField(_("left out"), default=0)
    # For lists and progress. Deliveries are the source, and are counted again at the end.
    sent = models.PositiveIntegerField(_("sent"), default=0)
    unknown = models.PositiveIntegerField(_("unknown"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    skipped = models.PositiveIntegerField(_("skipped"), default=0)
    # Results of deliveries that were deleted because they were old: recounts add them.
    deleted_sent = models.PositiveIntegerField(default=0)
    deleted_unknown = models.PositiveIntegerField(default=0)
    deleted_failed = models.PositiveIntegerField(default=0)
    deleted_skipped = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def deleted_deliveries(self) -> int:
        """How many recipients have no delivery any more."""
        known = self.deleted_sent + self.deleted_failed + self.deleted_skipped
        return known + self.deleted_unknown

    @property
    def kept_unknown(self) -> int:
        """How many unknown results a person can still settle."""
        return self.unknown - self.deleted_unknown

    @property
    def kept_failed(self) -> int:
        return self.failed - self.deleted_failed
