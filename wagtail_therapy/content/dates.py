from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from .admin.panels import COLLAPSED
from .local_dates import local_date

# Before that, some databases and time zones know no midnight. Lists by year and month begin there.
FIRST_YEAR = 1900


class DatesMixin(models.Model):
    """Two dates that readers take for one: published and updated.

    The first is Wagtail's ``first_published_at``, which an editor or an import may set. A third,
    when the page was last reviewed, isn't a field: see ``authors.mixins.ReviewedMixin``.
    """

    updated_date = models.DateField(
        _("updated on"),
        null=True,
        blank=True,
        help_text=_("The day on which the text last changed. Correcting a typo isn’t an update."),
    )
    dates_panel = MultiFieldPanel(
        [
            FieldPanel(
                "first_published_at",
                heading=_("Published on"),
                help_text=_("Filled in when you publish. Set it for what appeared earlier."),
            ),
            "updated_date",
        ],
        heading=_("Dates"),
        **COLLAPSED,
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """:raises ValidationError: a date is to come, or too long ago."""
        super().clean()
        found = {
            "first_published_at": self._publication_date_error(),
            "updated_date": self._updated_date_error(),
        }
        if errors := {name: error for name, error in found.items() if error}:
            raise ValidationError(errors)

    def _publication_date_error(self) -> Any:
        published_at = self.first_published_at
        if published_at and published_at > timezone.now():
            return _("This date is in the future. To publish later, set a schedule instead.")
        if published_at and not has_archive(published_at):
            return _("Enter a year from %(year)s onwards.") % {"year": FIRST_YEAR}
        return None

    def _updated_date_error(self) -> Any:
        is_to_come = self.updated_date and self.updated_date > _tomorrow()
        return _("This date is in the future.") if is_to_come else None

    @property
    def modified_at(self) -> date | None:
        """When it last changed: an update that came before it was published is none."""
        published_at, updated = self.first_published_at, self.updated_date
        is_later = updated and (not published_at or updated >= local_date(published_at))
        return updated if is_later else published_at

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return nothing for a page that is from the future: a script or an import can do that."""
        if self.first_published_at and self.first_published_at > timezone.now():
            return []
        return super().get_sitemap_urls(request)


def has_archive(moment: datetime) -> bool:
    """Whether lists by year and month have a place for it."""
    return moment.year >= FIRST_YEAR


def _tomorrow() -> date:
    # An editor's today may be tomorrow where the command runs that publishes what is scheduled.
    return (timezone.now() + timedelta(days=1)).date()
