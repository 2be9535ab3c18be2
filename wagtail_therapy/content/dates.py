from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class DatesMixin(models.Model):
    """Two dates that readers take for one: published and updated.

    The first is Wagtail's ``first_published_at``, which an editor or an import may set. A third,
    when somebody has reviewed the page, is no field: see ``authors.mixins.ReviewedMixin``.
    """

    updated_date = models.DateField(
        _("updated on"),
        null=True,
        blank=True,
        help_text=_("When what it says last changed. Mending a typo is no update."),
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
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """:raises ValidationError: one of the dates is to come."""
        super().clean()
        errors = {}
        if self.updated_date and self.updated_date > _tomorrow():
            errors["updated_date"] = _("This date is in the future.")
        if self.first_published_at and self.first_published_at > timezone.now():
            errors["first_published_at"] = _(
                "This date is in the future. To publish later, set a schedule instead."
            )
        if errors:
            raise ValidationError(errors)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return nothing for a page that is from the future: a script or an import can do that."""
        if self.first_published_at and self.first_published_at > timezone.now():
            return []
        return super().get_sitemap_urls(request)


def _tomorrow() -> date:
    # An editor's today may be tomorrow where the command runs that publishes what is scheduled.
    return (timezone.now() + timedelta(days=1)).date()
