from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.content.file_imports.errors import LostClaimError
from wagtail_therapy.content.file_imports.models import FileImport, FilePart

from .old_sites import PAGE, OldSite

# Longer than a picture takes that comes from a slow server.
CLAIMED_FOR = timedelta(minutes=3)
# Of ``found``: bios and addresses of pictures that are still to be brought.
PROFILES = "profiles"


class WordPressImport(FileImport):
    """One export of a WordPress site, brought below one page, or looked at in a dry run."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("options to choose")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, not imported yet")
        IMPORTING = "importing", _("being imported")
        FINISHED = "finished", _("imported")
        FAILED = "failed", _("could not be read to its end")

    OPEN = [State.UPLOADED, State.CHECKING, State.CHECKED]
    RUNNING = [State.CHECKING, State.IMPORTING]

    # Below which page posts are made.
    parent = models.ForeignKey(PAGE, on_delete=models.SET_NULL, null=True, related_name="+")
    old_site = models.ForeignKey(OldSite, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        _("state"), max_length=16, choices=State.choices, default=State.UPLOADED
    )
    # Whose site it is, who wrote on it, and how many items of each kind it has.
    found = models.JSONField(default=dict, editable=False)
    # As chosen: see options.py.
    options = models.JSONField(default=dict, editable=False)
    items_done = models.PositiveIntegerField(default=0, editable=False)
    items_total = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("import from WordPress")
        verbose_name_plural = _("imports from WordPress")
        default_permissions = ()

    def get_absolute_url(self) -> str:
        return reverse("therapy_wordpress:detail", args=[self.pk])

    @property
    def has_failures(self) -> bool:
        """Whether something may work if it's tried again, such as a picture that is wanted."""
        is_missing = self.counts.get("remark/media_missing")
        has_archive = self.file_parts.filter(kind=ImportPart.Kind.UPLOADS).exists()
        is_wanted = self.options.get("fetch_media") or has_archive
        is_silent = self.counts.get("remark/profiles_unreachable")
        return bool(self.counts.get("failed") or is_silent or (is_missing and is_wanted))

    @property
    def found_in_file(self) -> dict[str, Any]:
        """What is kept of ``found`` when an import has ended, whatever became of it."""
        return {name: value for name, value in self.found.items() if name != PROFILES}

    @property
    def is_repeated(self) -> bool:
        """Whether the same site was imported before."""
        old = OldSite.objects.filter(site=self.site_id, base_url=self.found.get("address"))
        return old.filter(items__isnull=False).exists()

    @property
    def is_claimed(self) -> bool:
        """Whether something works on it. A claim further ahead than it can last counts as none."""
        now = timezone.now()
        return self.claimed_until is not None and now < self.claimed_until <= now + CLAIMED_FOR

    def acquire(self) -> bool:
        """Claim it. False: it has nothing to do, or something else works on it."""
        now = timezone.now()
        is_claimed = Q(claimed_until__gt=now, claimed_until__lte=now + CLAIMED_FOR)
        claim = uuid.uuid4()
        free = type(self).objects.filter(~is_claimed | Q(claimed_until=None), pk=self.pk)
        found = free.filter(state__in=self.RUNNING)
        is_mine = bool(found.update(claim=claim, claimed_until=now + CLAIMED_FOR))
        self.refresh_from_db()
        return is_mine

    def renew(self, **changes: Any) -> None:
        """Keep the claim, and change what else is said. Raises LostClaimError."""
        mine = self.claimed().filter(state__in=self.RUNNING)
        if not mine.update(claimed_until=timezone.now() + CLAIMED_FOR, **changes):
            raise LostClaimError

    def keep(self, **changes: Any) -> None:
        """Change what is said, and keep the claim if it has one. Raises LostClaimError.

        What the command imports has none: no other process has the file.
        """
        if self.claim:
            self.renew(**changes)
        for name, value in changes.items():
            setattr(self, name, value)
        if not self.claim:
            self.save(update_fields=[*changes])


class ImportPart(FilePart):
    """A piece of the export or of the pictures, until they are imported, or for some days."""

    class Kind(models.TextChoices):
        EXPORT = "export"
        # A ZIP of the folder wp-content/uploads.
        UPLOADS = "uploads"

    wordpress_import = models.ForeignKey(
        WordPressImport, on_delete=models.CASCADE, related_name="file_parts"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.EXPORT)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["wordpress_import", "kind", "position"],
                name="therapy_wordpress_import_part",
            ),
        ]


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
