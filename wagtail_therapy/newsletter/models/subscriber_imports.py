from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .consent import ConsentText


class SubscriberImport(models.Model):
    """One file of another newsletter service, brought to the list of one site."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    # Of the files, not of people: an address in a name is left out before.
    file_name = models.CharField(_("file"), max_length=255)
    statement = models.ForeignKey(
        ConsentText,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("where consent comes from"),
    )
    by = models.CharField(_("imported by"), max_length=150)
    # How many rows of the file had which outcome.
    counts = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(_("time"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("import of subscribers")
        verbose_name_plural = _("imports of subscribers")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name
