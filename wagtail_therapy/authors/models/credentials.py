"""What an author may show beside a name: licences, degrees and links."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from wagtail_therapy.content import days

AUTHOR = "wagtail_therapy_authors.Author"


class AuthorLicense(Orderable):
    """What a public body or a professional one says that the author may do."""

    class Kind(models.TextChoices):
        LICENSE = "license", _("Licence")
        # The law of some places forbids to call a registration a licence.
        REGISTRATION = "registration", _("Registration")
        CERTIFICATION = "certification", _("Certification")

    author = ParentalKey(AUTHOR, related_name="licenses", on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.LICENSE)
    title = models.CharField(
        _("title"), max_length=255, help_text=_("For example: Licensed psychologist")
    )
    number = models.CharField(_("number"), max_length=100, blank=True)
    jurisdiction = models.CharField(
        _("where it is valid"), max_length=255, blank=True, help_text=_("State or country")
    )
    register_url = models.URLField(
        _("address in the public register"),
        max_length=500,
        blank=True,
        help_text=_("Where readers can check it."),
    )
    expires_date = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("After this day it is no longer shown, until you enter a new date."),
    )

    panels = ["kind", "title", "number", "jurisdiction", "register_url", "expires_date"]

    class Meta(Orderable.Meta):
        verbose_name = _("licence")
        verbose_name_plural = _("licences")

    def __str__(self) -> str:
        return self.title

    @property
    def is_expired(self) -> bool:
        return self.expires_date is not None and self.expires_date < days.today()


class AuthorDegree(Orderable):
    """What the author studied, and where. It entitles to nothing; a licence does."""

    author = ParentalKey(AUTHOR, related_name="degrees", on_delete=models.CASCADE)
    title = models.CharField(
        _("title"), max_length=255, help_text=_("For example: Doctor of Psychology")
    )
    institution = models.CharField(_("where"), max_length=255, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    panels = ["title", "institution", "year"]

    class Meta(Orderable.Meta):
        verbose_name = _("degree")
        verbose_name_plural = _("degrees")

    def __str__(self) -> str:
        return self.title


class AuthorLink(Orderable):
    author = ParentalKey(AUTHOR, related_name="links", on_delete=models.CASCADE)
    label = models.CharField(
        _("label"), max_length=255, help_text=_("For example: Book a first session with me")
    )
    url = models.URLField(_("web address"), max_length=500)

    panels = ["label", "url"]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.label
