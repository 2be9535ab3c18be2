from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from ..admin.panels import COLLAPSED
from .local_dates import local_date

# Archives by year and month start here. Some databases and time zones can't handle older midnights.
FIRST_YEAR = 1900


class DatesMixin(models.Model):
    """The dates on which a page was published and updated.

    The first is Wagtail's ``first_published_at``, which an editor or an import can set. The date of
    the last review isn't a field: see ``authors.mixins.ReviewedMixin``.
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
                help_text=_("Filled in when you publish. Set it if the text appeared earlier."),
            ),
            "updated_date",
        ],
        heading=_("Dates"),
        **COLLAPSED,
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """:raises ValidationError: a date is in the future, or before ``FIRST_YEAR``."""
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
        is_in_future = self.updated_date and self.updated_date > _tomorrow()
        return _("This date is in the future.") if is_in_future else None

    @property
    def modified_at(self) -> date | None:
        """When the page last changed. Updates before the publication don't count."""
        published_at, updated = self.first_published_at, self.updated_date
        is_later = updated and (not published_at or updated >= local_date(published_at))
        return updated if is_later else published_at

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return nothing for a page with a date in the future, which a script can set."""
        if self.first_published_at and self.first_published_at > timezone.now():
            return []
        return super().get_sitemap_urls(request)


def has_archive(moment: datetime) -> bool:
    """Whether it is in the archives by year and month."""
    return moment.year >= FIRST_YEAR


def _tomorrow() -> date:
    # Today for an editor may be tomorrow in the time zone of the command that publishes pages.
    return (timezone.now() + timedelta(days=1)).date()
