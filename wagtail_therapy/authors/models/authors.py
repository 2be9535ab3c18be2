import re
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail.search import index

from wagtail_therapy.authors.admin.panels import AccountPanel, ExpiredLicensesPanel
from wagtail_therapy.authors.api.fields import AUTHOR_API_FIELDS
from wagtail_therapy.content.base_template.context import base_context
from wagtail_therapy.content.fields import PROSE_FEATURES, ChoicesField, TherapyRichTextField
from wagtail_therapy.content.mixins import LocaleSlugMixin

from .credentials import AuthorLicense

DELIVERY = [
    ("in_person", _("In person")),
    ("video", _("By video")),
    ("phone", _("By phone")),
]
# Only users who manage accounts may see the list of accounts.
APP, USER = settings.AUTH_USER_MODEL.split(".")
CHANGE_USERS = f"{APP}.change_{USER.lower()}"

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
    """A person who writes for the practice, with their qualifications."""

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
    delivery = ChoicesField(
        _("ways to meet"),
        options=DELIVERY,
        help_text=_("How you see clients. If you leave it empty, nothing is shown."),
    )
    works_here = models.BooleanField(
        _("works at this practice"),
        default=True,
        help_text=_(
            "Untick it for guests and for reviewers from outside. Readers are told whether a "
            "reviewer is a colleague, who shares the practice’s interest, or independent."
        ),
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
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("New posts and approaches from this account start with this author."),
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
        MultiFieldPanel(
            ["accepting_clients", "delivery", "languages", "works_here"],
            heading=_("Working with you"),
        ),
        MultiFieldPanel(["short_bio", "long_bio"], heading=_("Bio")),
        InlinePanel("degrees", heading=_("Degrees and training"), label=_("degree")),
        ExpiredLicensesPanel(heading=_("Expired licences")),
        InlinePanel("licenses", heading=_("Licences and registrations"), label=_("licence")),
        InlinePanel("links", heading=_("Links"), label=_("link")),
        AccountPanel("user", permission=CHANGE_USERS),
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
        # PostgreSQL's indexes of the search give keys.
        index.FilterField("id"),
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
        # So that choosers distinguish two people with the same name.
        return self.name_with_letters

    @property
    def name_with_letters(self) -> str:
        """The name in a byline: “Dr Orla Penhallow, PsyD”."""
        name = f"{self.honorific_prefix} {self.name}".strip()
        return ", ".join(part for part in (name, self.post_nominals) if part)

    @property
    def is_accepting(self) -> bool:
        """Whether the profile says that they take new clients."""
        return self.accepting_clients == self.Acceptance.YES

    @property
    def is_full(self) -> bool:
        """Whether the profile says that they don't, or not yet."""
        return self.accepting_clients in {self.Acceptance.WAITING_LIST, self.Acceptance.NO}

    def get_languages(self) -> list[str]:
        """Return the list of languages. Commas or line breaks separate them in the field."""
        return [name.strip() for name in COMMA_OR_LINE.split(self.languages) if name.strip()]

    def get_delivery(self) -> list[str]:
        """Return the labels of the ways to meet."""
        return self._meta.get_field("delivery").labels(self.delivery)

    def get_licenses(self) -> list[AuthorLicense]:
        """Return the licences that readers see: those that haven't expired."""
        return [row for row in self.licenses.all() if not row.is_expired]

    def get_expired_licenses(self) -> list[AuthorLicense]:
        return [row for row in self.licenses.all() if row.is_expired]

    def get_pictures(self) -> list[tuple[Any, str]]:
        """Return the photo with what it is used for, to be made after it was chosen."""
        return [(self.photo, "portrait"), (self.photo, "preview")]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "wagtail_therapy/authors/author_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return super().get_preview_context(request, mode_name) | base_context() | {"author": self}
