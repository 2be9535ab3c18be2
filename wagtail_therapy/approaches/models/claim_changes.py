from datetime import date

import swapper
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.approaches.history.change_kinds import ChangeKind
from wagtail_therapy.content.dates.local_dates import local_date


class ClaimChange(models.Model):
    """A change in what readers are told about an approach and one concern.

    Rows are only added; a reason may be withdrawn. A row belongs to one page in one list. A copy,
    alias or translation has a history of its own, which begins when it is made, and so does a page
    that is moved to another list. Rows are deleted with the page or the list.
    """

    page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"), on_delete=models.CASCADE, related_name="+"
    )
    # The list it was in at that time. If the page is moved, its history stays there.
    told_below = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"), on_delete=models.CASCADE, related_name="+"
    )
    # As text, because a concern may be renamed or deleted since.
    concern_key = models.UUIDField()
    concern_name = models.CharField(_("concern"), max_length=255)
    kind = models.CharField(_("what changed"), max_length=20, choices=ChangeKind)
    # As ``history.snapshots`` writes them; empty if the page said nothing.
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    note = models.CharField(_("reason"), max_length=255, blank=True)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a claim")
        verbose_name_plural = _("changes of claims")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["page", "-changed_at"], name="therapy_claim_change_of_page"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.concern_name}, {self.get_kind_display()}"

    @property
    def day(self) -> date:
        return local_date(self.changed_at)
