from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from wagtail_therapy.authors.models.authors import Author
from wagtail_therapy.content.dates.local_dates import local_date


class Review(models.Model):
    """A record of who reviewed a page, when, and what they found. Never changed, only added.

    It belongs to one page, given by ``content_type`` and ``object_id``, and not to translations,
    copies and aliases, which the reviewer hasn't read.
    """

    # No GenericForeignKey: Wagtail's reference index would count each review as a use of the page.
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    # The author may be deleted, but the review remains. Then only the practice sees the name below,
    # because readers can't look the person up.
    reviewer = models.ForeignKey(
        Author,
        verbose_name=_("reviewed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reviewer_name = models.CharField(_("name"), max_length=500, editable=False)
    reviewed_at = models.DateTimeField(_("reviewed on"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)
    # The user who recorded the review, who may not be the reviewer.
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("recorded on"), default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-reviewed_at", "-pk"]
        indexes = [
            models.Index(
                fields=["content_type", "object_id", "reviewed_at"], name="therapy_review_of_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.reviewed_date)}: {self.reviewer_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """:raises ValidationError: the review is in the future."""
        if self.pk:
            raise TypeError("A review is never changed: add another.")
        self.clean()
        if self.reviewer and not self.reviewer_name:
            self.reviewer_name = self.reviewer.name_with_letters
        super().save(*args, **kwargs)

    @property
    def reviewed_date(self) -> date:
        """The day of the review in the practice's time zone."""
        return local_date(self.reviewed_at)

    def clean(self) -> None:
        """:raises ValidationError: the review is in the future."""
        super().clean()
        if self.reviewed_at and self.reviewed_at > timezone.now():
            raise ValidationError({"reviewed_at": gettext("This date is in the future.")})


@register_setting(icon="calendar-check")
class ReviewSettings(BaseSiteSetting):
    """Where to send reminders of overdue reviews. One per site."""

    # Not ``site.reviewsettings``: a host's own settings may have that name.
    site = models.OneToOneField(Site, on_delete=models.CASCADE, editable=False, related_name="+")

    remind_to = models.EmailField(
        _("remind by email"),
        blank=True,
        help_text=_(
            "One email a month, and only if a page is overdue: its title and a link to it. Leave "
            "it empty to be reminded on the dashboard only."
        ),
    )

    panels = ["remind_to"]

    class Meta:
        verbose_name = _("reviews")
        verbose_name_plural = _("reviews")


class ReviewReminder(models.Model):
    """A record that a month's reminder was sent or is being sent, so that it's sent only once."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    month_date = models.DateField(_("month"))
    # Empty if we don't know whether the mail server accepted it.
    sent_at = models.DateTimeField(_("sent"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder of reviews")
        verbose_name_plural = _("reminders of reviews")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "month_date"], name="therapy_review_reminder_once_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month_date:%Y-%m}"
