from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index

from wagtail_therapy.compat import api_field


class ContentNote(TranslatableMixin, index.Indexed, models.Model):
    """A topic that some readers want to know about before they read, or want to skip."""

    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("The topic in plain words, for example: suicide"),
    )
    text = models.CharField(
        _("text"),
        max_length=255,
        blank=True,
        help_text=_("What readers should know beyond the topic, if anything, in one sentence."),
    )

    shows_crisis_notice = models.BooleanField(
        _("show the crisis notice first"),
        default=False,
        help_text=_(
            "Pages with this note then show the crisis lines above their text, and not only at "
            "the bottom."
        ),
    )

    panels = ["name", "text", "shows_crisis_notice"]

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("text"),
        index.FilterField("locale"),
    ]

    api_fields = [api_field(name) for name in ("name", "text", "shows_crisis_notice")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("content note")
        verbose_name_plural = _("content notes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FormerSlug(models.Model):
    """A slug that a snippet or page had before, so that its old URLs can redirect.

    It is deleted with the object. If another object has the slug now, its URL doesn't redirect.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    slug = models.CharField(max_length=255)
    left_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("former slug")
        verbose_name_plural = _("former slugs")
        ordering = ["-left_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "slug", "object_id"], name="therapy_former_slug"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Generation(models.Model):
    """The name of all that is kept of our pages, in one row; see ``caching``."""

    # Not a number: a database restored from a backup would count to the same one again.
    name = models.UUIDField(default=uuid4, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return str(self.name)
