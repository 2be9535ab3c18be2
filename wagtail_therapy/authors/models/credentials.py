"""Licences, degrees and links of authors."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import MultiFieldPanel
from wagtail.models import Orderable

from wagtail_therapy.content.admin.panels import COLLAPSED
from wagtail_therapy.content.dates import local_dates

AUTHOR = "wagtail_therapy_authors.Author"


class AuthorLicense(Orderable):
    """A licence, registration or certification from a public or professional body."""

    class Kind(models.TextChoices):
        LICENSE = "license", _("Licence")
        # Some laws forbid calling a registration a licence.
        REGISTRATION = "registration", _("Registration")
        CERTIFICATION = "certification", _("Certification")

    class Status(models.TextChoices):
        FULL = "full", _("Full")
        PROVISIONAL = "provisional", _("Provisional")
        ASSOCIATE = "associate", _("Associate, under supervision")
        TRAINEE = "trainee", _("Trainee, under supervision")
        TEMPORARY = "temporary", _("Temporary, or by a compact between states")

    author = ParentalKey(AUTHOR, related_name="licenses", on_delete=models.CASCADE)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.LICENSE)
    title = models.CharField(
        _("title"), max_length=255, help_text=_("For example: Licensed psychologist")
    )
    number = models.CharField(_("number"), max_length=100, blank=True)
    issuer = models.CharField(
        _("issued by"),
        max_length=255,
        blank=True,
        help_text=_(
            "The board, council or institute. For example: California Board of Behavioral Sciences"
        ),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.FULL)
    jurisdiction = models.CharField(
        _("where it is valid"),
        max_length=255,
        blank=True,
        help_text=_("State or country; several with commas between them"),
    )
    supervisor_name = models.CharField(
        _("supervisor"),
        max_length=255,
        blank=True,
        help_text=_("Some states require this in everything that associates and trainees publish."),
    )
    supervisor_number = models.CharField(
        _("licence of the supervisor"),
        max_length=100,
        blank=True,
        help_text=_("Kind and number. For example: LMFT 12345"),
    )
    employer = models.CharField(
        _("employer"),
        max_length=255,
        blank=True,
        help_text=_("Who employs an associate or trainee, if the law requires it."),
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

    panels = [
        "kind",
        "title",
        "number",
        "issuer",
        "jurisdiction",
        "register_url",
        "expires_date",
        MultiFieldPanel(
            ["status", "supervisor_name", "supervisor_number", "employer"],
            heading=_("Status and supervision"),
            **COLLAPSED,
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("licence")
        verbose_name_plural = _("licences")

    def __str__(self) -> str:
        return self.title

    @property
    def lacks_supervisor(self) -> bool:
        is_supervised = self.status in {self.Status.ASSOCIATE, self.Status.TRAINEE}
        return is_supervised and not (self.supervisor_name and self.supervisor_number)

    @property
    def status_label(self) -> str:
        """The label of the status for readers. Empty for a full licence."""
        return "" if self.status == self.Status.FULL else self.get_status_display()

    @property
    def places(self) -> set[str]:
        """Where it allows the author to practise, in lower case for comparisons."""
        if self.kind == self.Kind.CERTIFICATION:
            return set()
        parts = self.jurisdiction.split(",")
        # "Newfoundland and Labrador" is one place.
        each = [place for part in parts for place in part.split(" and ")]
        return {place.strip().casefold() for place in [self.jurisdiction, *parts, *each]} - {""}

    @property
    def is_expired(self) -> bool:
        return self.expires_date is not None and self.expires_date < local_dates.today()


class AuthorDegree(Orderable):
    """A degree or training. Unlike a licence, it isn't a permission to practise."""

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
