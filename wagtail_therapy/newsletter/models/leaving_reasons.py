from datetime import date
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class LeavingReason(models.Model):
    """How many readers of a site gave a reason for leaving, by month. It names no reader."""

    class Reason(models.TextChoices):
        TOO_MANY = "too-many", _("Too many emails")
        UNEXPECTED = "unexpected", _("They aren’t what I expected")
        NEVER_ASKED = "never-asked", _("I never asked for them")
        OTHER = "other", _("Another reason")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices)
    # Its first day. With the day, a row could be matched with the reader who left on it.
    month = models.DateField(_("month"))
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("reason for leaving")
        verbose_name_plural = _("reasons for leaving")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["site", "reason", "month"], name="therapy_leaving_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.number}"

    @classmethod
    def count(cls, site: Site, reason: Any, day: date) -> None:
        """Add one reader who gave this reason."""
        row = {"site": site, "reason": reason, "month": day.replace(day=1)}
        cls.objects.get_or_create(**row)
        cls.objects.filter(**row).update(number=F("number") + 1)
