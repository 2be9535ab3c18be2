from itertools import count

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.content.context import base_context


class TherapyPageMixin(models.Model):
    """What all our page types share; mix it in before the host's page class."""

    fallback_template = ""

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | base_context()

    def get_template(self, request, *args, **kwargs):
        """Return the host's template for this page type, then ours for when there is none."""
        return [super().get_template(request, *args, **kwargs), self.fallback_template]


class LocaleSlugMixin(models.Model):
    """A slug that is filled in from the name and unique in each locale.

    For translatable snippets with a ``name``. The model adds the constraint on locale and slug.
    """

    slug = models.SlugField(
        _("slug"),
        max_length=255,
        blank=True,
        allow_unicode=True,
        help_text=_("The end of the web address. Leave it empty to have it made from the name."),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self._set_locale()
        self.slug = self._free_slug(self.slug or slugify(self.name, allow_unicode=True))
        super().save(*args, **kwargs)

    def clean(self):
        """:raises ValidationError: another row of this locale has the slug that was typed."""
        super().clean()
        self._set_locale()
        if self.slug and self._namesakes().filter(slug=self.slug).exists():
            message = _("“%(slug)s” is already taken. Choose another, or leave this empty.")
            raise ValidationError({"slug": message % {"slug": self.slug}})

    def _set_locale(self):
        # Wagtail's forms set it on sites with several languages only.
        if self.locale_id is None:
            self.locale = self.get_default_locale()

    def _namesakes(self):
        return type(self)._default_manager.filter(locale=self.locale_id).exclude(pk=self.pk)

    def _free_slug(self, wanted):
        # Leaves room for the number, and gives names such as "☀" a slug at all.
        wanted = wanted[:240] or self._meta.model_name
        taken = set(
            self._namesakes().filter(slug__startswith=wanted).values_list("slug", flat=True)
        )
        candidates = (f"{wanted}-{number}" if number > 1 else wanted for number in count(1))
        return next(slug for slug in candidates if slug not in taken)
