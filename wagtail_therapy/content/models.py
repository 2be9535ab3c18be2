from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
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


class DuePicturesQuerySet(models.QuerySet):
    def due(self) -> "DuePicturesQuerySet":
        return self.filter(due_at__lte=Now(), tries__lt=DuePictures.MOST_TRIES)

    def given_up(self) -> "DuePicturesQuerySet":
        return self.filter(tries__gte=DuePictures.MOST_TRIES)


class DuePictures(models.Model):
    """Pictures that are to be made: all that a page or another object shows, or an image's for one
    use.

    The row is deleted when they are made. A worker that has it makes it due later, so that another
    takes it over if the worker dies.
    """

    MOST_TRIES = 3

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    # A key of pictures.uses.USES. Empty: all that the object shows, or all uses of an image.
    use = models.CharField(max_length=32, blank=True)
    due_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = DuePicturesQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("pictures to be made")
        verbose_name_plural = _("pictures to be made")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "use"], name="therapy_due_pictures"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id} {self.object_id} {self.use}".rstrip()

    @property
    def is_given_up(self) -> bool:
        """Whether making them failed too often to try again soon."""
        return self.tries >= self.MOST_TRIES

    def find_object(self) -> Any:
        """Return the object, or None if it was deleted."""
        model = self.content_type.model_class()
        return model and model._base_manager.filter(pk=self.object_id).first()


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
