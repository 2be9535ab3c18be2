from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .old_sites import PAGE, OldSite


class WordPressImport(models.Model):
    """One export of a WordPress site, brought below one page, or looked at in a dry run."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("options to choose")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, not imported yet")
        IMPORTING = "importing", _("being imported")
        FINISHED = "finished", _("imported")
        FAILED = "failed", _("could not be read to its end")

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    # Below which page posts are made.
    parent = models.ForeignKey(PAGE, on_delete=models.SET_NULL, null=True, related_name="+")
    old_site = models.ForeignKey(OldSite, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.UPLOADED
    )
    file_name = models.CharField(_("file"), max_length=255)
    # As chosen: see options.py.
    options = models.JSONField(default=dict, editable=False)
    by = models.CharField(_("imported by"), max_length=150, blank=True)
    # What the report adds up, by name.
    counts = models.JSONField(default=dict, editable=False)
    items_done = models.PositiveIntegerField(default=0, editable=False)
    items_total = models.PositiveIntegerField(default=0, editable=False)
    # Why the file could not be read, for the practice.
    error = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(_("time"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("import from WordPress")
        verbose_name_plural = _("imports from WordPress")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name


class ImportPart(models.Model):
    """A piece of the export, until it is imported, or for some days.

    In the database, because the worker may be on another machine, and files on the disk of a web
    server may be public.
    """

    wordpress_import = models.ForeignKey(
        WordPressImport, on_delete=models.CASCADE, related_name="parts"
    )
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["wordpress_import", "position"], name="therapy_wordpress_import_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wordpress_import_id}, {self.position}"


class ReportLine(models.Model):
    """What became of one item, or one thing about it that a person should know."""

    wordpress_import = models.ForeignKey(
        WordPressImport, on_delete=models.CASCADE, related_name="lines"
    )
    # Of the item in the file.
    line = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=255, blank=True)
    # "imported", "skipped", "please-check", …: see reports.py.
    kind = models.CharField(max_length=30)
    reason = models.CharField(max_length=50, blank=True)
    detail = models.TextField(blank=True)
    page = models.ForeignKey(PAGE, on_delete=models.SET_NULL, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.reason}"
