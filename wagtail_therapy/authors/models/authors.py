import re
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail.search import index

from wagtail_therapy.authors.api_fields import AUTHOR_API_FIELDS
from wagtail_therapy.authors.panels import ExpiredLicensesPanel
from wagtail_therapy.content import days
from wagtail_therapy.content.context import base_context
from wagtail_therapy.content.fields import PROSE_FEATURES, TherapyRichTextField
from wagtail_therapy.content.mixins import LocaleSlugMixin

COMMA_OR_LINE = re.compile(r"[,;\n]")


class Author(
    LocaleSlugMixin,
    DraftStateMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A person of the practice, with what entitles them to work and to write there."""

    class Acceptance(models.TextChoices):
        NOT_STATED = "", _("Not stated")
        YES = "yes", _("Accepting new clients")
        WAITING_LIST = "waiting_list", _("Waiting list for new clients")
        NO = "no", _("Not accepting new clients")

    name = models.CharField(
        _("name"), max_length=255, help_text=_("First and last name, without titles.")
    )
    honorific_prefix = models.CharField(
        _("title before the name"), max_length=50, blank=True, help_text=_("For example: Dr")
    )
    post_nominals = models.CharField(
        _("letters after the name"), max_length=100, blank=True, help_text=_("For example: PsyD")
    )
    job_title = models.CharField(
        _("job title"),
        max_length=255,
        blank=True,
        help_text=_("Titles such as “psychologist” are protected by law in many places."),
    )
    pronouns = models.CharField(
        _("pronouns"), max_length=50, blank=True, help_text=_("For example: she/her")
    )
    location = models.CharField(_("location"), max_length=255, blank=True)
    accepting_clients = models.CharField(
        _("new clients"),
        max_length=20,
        choices=Acceptance,
        default=Acceptance.NOT_STATED,
        blank=True,
        help_text=_("“Not stated” shows nothing. Change it when your practice fills up."),
    )
    languages = models.CharField(
        _("languages"),
        max_length=255,
        blank=True,
        help_text=_("Those you work in, with commas between them. For example: English, Deutsch"),
    )
    photo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    short_bio = models.TextField(
        _("short bio"), blank=True, help_text=_("One or two sentences; shown under your posts.")
    )
    long_bio = TherapyRichTextField(_("long bio"), blank=True, features=PROSE_FEATURES)

    panels = [
        FieldPanel("name", required_on_save=True),
        MultiFieldPanel(
            ["honorific_prefix", "post_nominals", "pronouns", "job_title", "location", "photo"],
            heading=_("At a glance"),
        ),
        MultiFieldPanel(["accepting_clients", "languages"], heading=_("Working with you")),
        MultiFieldPanel(["short_bio", "long_bio"], heading=_("Bio")),
        InlinePanel("degrees", heading=_("Degrees and training"), label=_("Degree")),
        ExpiredLicensesPanel(heading=_("Expired licences")),
        InlinePanel("licenses", heading=_("Licences and registrations"), label=_("Licence")),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
        FieldPanel("slug"),
    ]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("job_title"),
        index.SearchField("languages"),
        index.SearchField("short_bio"),
        index.SearchField("long_bio"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]

    api_fields = AUTHOR_API_FIELDS

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="therapy_author_slug"),
        ]

    def __str__(self) -> str:
        # Two people of one name are told apart by it, wherever one is chosen.
        return self.name_with_letters

    @property
    def name_with_letters(self) -> str:
        """The name as it is written in a byline: “Dr Orla Penhallow, PsyD”."""
        name = f"{self.honorific_prefix} {self.name}".strip()
        return ", ".join(part for part in (name, self.post_nominals) if part)

    def get_languages(self) -> list[str]:
        """Return the languages one by one: “English, Deutsch” may also stand in lines."""
        return [name.strip() for name in COMMA_OR_LINE.split(self.languages) if name.strip()]

    def get_licenses(self) -> list["AuthorLicense"]:
        """Return what may be shown to readers: without those that have expired."""
        return [row for row in self.licenses.all() if not row.is_expired]

    def get_expired_licenses(self) -> list["AuthorLicense"]:
        return [row for row in self.licenses.all() if row.is_expired]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "wagtail_therapy/authors/author_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | base_context() | {"author": self}


class AuthorLicense(Orderable):
    """What a public body or a professional one says that the author may do."""

    class Kind(models.TextChoices):
        LICENSE = "license", _("Licence")
        # The law of some places forbids to call a registration a licence.
        REGISTRATION = "registration", _("Registration")
        CERTIFICATION = "certification", _("Certification")

    author = ParentalKey(Author, related_name="licenses", on_delete=models.CASCADE)
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

    author = ParentalKey(Author, related_name="degrees", on_delete=models.CASCADE)
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
    author = ParentalKey(Author, related_name="links", on_delete=models.CASCADE)
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
