from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from wagtail_therapy.approaches.evidence.choices import GuidelineStatus
from wagtail_therapy.authors.reviews import months_later
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.dates import local_dates

# Guidelines are replaced about every five years, and corrected in between.
CHECK_EVERY_MONTHS = 12
# The fields that translations share, as ``update_fields`` may name them.
SHARED_FIELDS = {"status", "superseded_by", "superseded_by_id"}


class GuidelineQuerySet(models.QuerySet):
    def current(self) -> "GuidelineQuerySet":
        return self.filter(status=GuidelineStatus.CURRENT)

    def outdated(self) -> "GuidelineQuerySet":
        return self.exclude(status=GuidelineStatus.CURRENT)

    def naming(self, guideline: "Guideline") -> "GuidelineQuerySet":
        """Return it and the guidelines it replaces, in each language: all show its name."""
        its_own = Q(translation_key=guideline.translation_key)
        return self.filter(its_own | Q(superseded_by__translation_key=guideline.translation_key))


class Guideline(TranslatableMixin, index.Indexed, models.Model):
    """A clinical guideline. When its status changes, so do all pages that rely on it."""

    body = models.CharField(
        _("published by"),
        max_length=255,
        help_text=_("In the form readers know. For example: NICE"),
    )
    number = models.CharField(
        _("number"), max_length=50, blank=True, help_text=_("If it has one. For example: NG222")
    )
    title = models.CharField(_("title"), max_length=255)
    year = models.PositiveSmallIntegerField(
        _("year"),
        validators=[MinValueValidator(1900), MaxValueValidator(2200)],
        help_text=_("When it was published, or when the part you describe last changed."),
    )
    url = models.URLField(
        _("web address"),
        max_length=500,
        blank=True,
        help_text=_("Where readers find it. Without this, each page needs a reference for it."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=GuidelineStatus, default=GuidelineStatus.CURRENT
    )
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("If you choose one, this guideline counts as replaced."),
    )
    checked_date = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("When someone here last checked whether it is still current."),
    )

    objects = GuidelineQuerySet.as_manager()

    panels = [
        MultiFieldPanel(["body", "number", "title", "year", "url"], heading=_("Guideline")),
        MultiFieldPanel(
            [FieldPanel("status"), "superseded_by", "checked_date"],
            heading=_("Is it up to date?"),
            help_text=_(
                "When a guideline is replaced, say so here. Every page that relies on it then "
                "tells its readers, and becomes due for a review."
            ),
        ),
    ]

    search_fields = [
        *(index.SearchField(name) for name in ("body", "number", "title")),
        *(index.AutocompleteField(name) for name in ("body", "number", "title")),
        index.FilterField("locale"),
        index.FilterField("status"),
    ]

    api_fields = [
        *(api_field(name) for name in ("body", "number", "title", "year", "url", "status")),
        api_field("checked_date"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")
        ordering = ["body", "-year", "title"]

    def __str__(self) -> str:
        return " – ".join(filter(None, [self.name, self.title.strip()]))

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        is_new = self._state.adding
        # Caches are emptied on commit. Earlier, they would fill up again with the old values of the
        # other languages.
        with transaction.atomic():
            if update_fields is None or SHARED_FIELDS.intersection(update_fields):
                shared = update_fields and SHARED_FIELDS.union(update_fields)
                self._save_for_all(*args, update_fields=shared, **kwargs)
            else:
                super().save(*args, update_fields=update_fields, **kwargs)
            if is_new:
                self._take_over()

    def clean(self) -> None:
        """:raises ValidationError: it would replace itself."""
        super().clean()
        if self.superseded_by and self.superseded_by.translation_key == self.translation_key:
            raise ValidationError({"superseded_by": _("A guideline can’t replace itself.")})

    @property
    def name(self) -> str:
        """Its name in one line, such as “NICE NG222 (2022)”."""
        year = f"({self.year})" if self.year else ""
        return " ".join(filter(None, [self.body.strip(), self.number.strip(), year]))

    @property
    def is_current(self) -> bool:
        return self.status == GuidelineStatus.CURRENT

    @property
    def outdated_note(self) -> str:
        """The remark for readers if it is no longer current; "" if it is."""
        if self.is_current:
            return ""
        if self.superseded_by:
            return _("replaced by %(guideline)s") % {"guideline": self.superseded_by.name}
        return GuidelineStatus(self.status).note

    def is_due(self, today: date | None = None) -> bool:
        """Whether it is time to check that it is still current."""
        if not self.is_current:
            return False
        checked = self.checked_date
        return checked is None or months_later(checked, CHECK_EVERY_MONTHS) < (
            today or local_dates.today()
        )

    def _save_for_all(self, *args: Any, **kwargs: Any) -> None:
        """Save it, the fields that its translations share, and the history of the pages."""
        from wagtail_therapy.approaches.history.snippet_changes import (
            recording_changes,  # It imports this model.
        )

        successors = self._successors()
        self.superseded_by = successors.get(self.locale_id, self.superseded_by)
        if self.superseded_by and self.is_current:
            self.status = GuidelineStatus.SUPERSEDED
        with recording_changes(self):
            self._share(successors)
            super().save(*args, **kwargs)

    def _share(self, successors: dict[int, "Guideline"]) -> None:
        """Set the status of its translations, and the successor in the language of each."""
        for other in self.get_translations().only("locale"):
            successor = successors.get(other.locale_id, self.superseded_by)
            row = type(self)._base_manager.filter(pk=other.pk)
            row.update(status=self.status, superseded_by=successor)

    def _successors(self) -> dict[int, "Guideline"]:
        """Return the guidelines that replace it, by locale."""
        if not self.superseded_by:
            return {}
        return {one.locale_id: one for one in self.superseded_by.get_translations(inclusive=True)}

    def _take_over(self) -> None:
        """Replace, in its language, the guidelines that a translation of it replaces."""
        in_locale = type(self)._base_manager.filter(locale=self.locale_id)
        in_locale.filter(superseded_by__in=self.get_translations()).update(superseded_by=self)
