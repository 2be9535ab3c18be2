from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


class WeeklyNote(models.Model):
    """A record that a week's note was sent or is being sent, so that it's sent only once."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    # The Monday on which it is due.
    due_date = models.DateField(_("due"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("weekly note")
        verbose_name_plural = _("weekly notes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "due_date"], name="therapy_weekly_note_once"),
        ]

    def __str__(self) -> str:
        return f"{self.due_date:%Y-%m-%d}"
