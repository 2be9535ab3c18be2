from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail.search import index

from wagtail_therapy.content.context import base_context
from wagtail_therapy.content.fields import PROSE_FEATURES
from wagtail_therapy.content.mixins import LocaleSlugMixin


class Author(
    LocaleSlugMixin,
    DraftStateMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A person who writes for the practice, with what entitles them to."""

    name = models.CharField(_("name"), max_length=255)
    post_nominals = models.CharField(
        _("letters after the name"), max_length=100, blank=True, help_text=_("For example: PsyD")
    )
    job_title = models.CharField(
        _("job title"),
        max_length=255,
        blank=True,
        help_text=_("Titles such as “psychologist” are protected by law in many places."),
    )
    location = models.CharField(_("location"), max_length=255, blank=True)
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
    long_bio = RichTextField(_("long bio"), blank=True, features=PROSE_FEATURES)

    panels = [
        FieldPanel("name", required_on_save=True),
        MultiFieldPanel(
            ["post_nominals", "job_title", "location", "photo"], heading=_("At a glance")
        ),
        MultiFieldPanel(["short_bio", "long_bio"], heading=_("Bio")),
        InlinePanel("licenses", heading=_("Licences and registrations"), label=_("Licence")),
        InlinePanel("links", heading=_("Links"), label=_("Link")),
        FieldPanel("slug"),
    ]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("short_bio"),
        index.SearchField("long_bio"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="therapy_author_slug"),
        ]

    def __str__(self):
        return self.name

    @property
    def name_with_letters(self):
        """The name as it is written in a byline: “Orla Penhallow, PsyD”."""
        return ", ".join(part for part in (self.name, self.post_nominals) if part)

    def get_preview_template(self, request, mode_name):
        return "wagtail_therapy/authors/author_preview.html"

    def get_preview_context(self, request, mode_name):
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
    expires_date = models.DateField(_("expires on"), null=True, blank=True)

    panels = ["kind", "title", "number", "jurisdiction", "register_url", "expires_date"]

    class Meta(Orderable.Meta):
        verbose_name = _("licence")
        verbose_name_plural = _("licences")

    def __str__(self):
        return self.title


class AuthorLink(Orderable):
    author = ParentalKey(Author, related_name="links", on_delete=models.CASCADE)
    label = models.CharField(_("label"), max_length=255)
    url = models.URLField(_("web address"), max_length=500)

    panels = ["label", "url"]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.label
