from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index

from wagtail_therapy.approaches.choices import ConcernKind
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.mixins import LocaleSlugMixin
from wagtail_therapy.content.representations import ShownField, named_representation


class Concern(LocaleSlugMixin, TranslatableMixin, index.Indexed, models.Model):
    """What brings somebody to therapy: a condition that is diagnosed, or a concern of life."""

    name = models.CharField(
        _("name"), max_length=255, help_text=_("In the words that people use for it.")
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("In two or three plain sentences: what it is like, and that it is common."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=ConcernKind,
        default=ConcernKind.LIFE,
        help_text=_("Search engines are told of a medical condition only if it is a clinical one."),
    )
    content_note = models.ForeignKey(
        "wagtail_therapy_content.ContentNote",
        verbose_name=_("content note"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("What readers may want to know of before they read about it."),
    )
    shows_crisis_notice = models.BooleanField(
        _("show the crisis notice first"),
        default=False,
        help_text=_("For concerns whose readers may be in danger."),
    )
    offers_exit = models.BooleanField(
        _("offer a quick exit"),
        default=False,
        help_text=_(
            "A button that leaves the site at once. Only for concerns such as abuse at home; "
            "elsewhere it frightens. It does not erase where somebody has been."
        ),
    )

    panels = [
        "name",
        "description",
        "kind",
        MultiFieldPanel(
            ["content_note", "shows_crisis_notice", "offers_exit"], heading=_("With care")
        ),
        FieldPanel("slug"),
    ]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("locale"),
        index.FilterField("kind"),
    ]

    api_fields = [
        *(api_field(name) for name in ("name", "slug", "description", "kind")),
        # A page about the concern shows these, too.
        api_field("content_note", ShownField(named_representation)),
        *(api_field(name) for name in ("shows_crisis_notice", "offers_exit")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="therapy_concern_slug"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asked_notices(self) -> set[str]:
        """What every page about it shows, as ``PageNoticesMixin.get_asked_notices()`` names it."""
        asked = {"crisis_notice": self.shows_crisis_notice, "exit_button": self.offers_exit}
        return {name for name, is_asked in asked.items() if is_asked}


class ApproachFamily(LocaleSlugMixin, TranslatableMixin, index.Indexed, models.Model):
    """Approaches that have grown from the same ideas."""

    name = models.CharField(
        _("name"), max_length=255, help_text=_("For example: Psychodynamic therapies")
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("What they have in common, in a sentence or two.")
    )
    sort_order = models.IntegerField(
        _("place"), default=0, help_text=_("Smaller numbers come first; equal ones by name.")
    )

    panels = ["name", "description", "sort_order", "slug"]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
    ]

    api_fields = [api_field(name) for name in ("name", "slug", "description", "sort_order")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("family of approaches")
        verbose_name_plural = _("families of approaches")
        ordering = ["sort_order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "slug"], name="therapy_family_slug"),
        ]

    def __str__(self) -> str:
        return self.name
