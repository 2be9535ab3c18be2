from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.outlines import InShort
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.admin.panels import COLLAPSED
from wagtail_therapy.content.api.representations import MethodField, named_representation
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.translations import in_locale


class ConcernsMixin(models.Model):
    """A page that is about some concerns, and is listed on the page of each: a post, usually."""

    concerns = ParentalManyToManyField(
        "wagtail_therapy_approaches.Concern",
        verbose_name=_("concerns"),
        blank=True,
        related_name="+",
        help_text=_("What it is about. It is listed on the page of each of them."),
    )

    concerns_panel = FieldPanel("concerns", widget=forms.CheckboxSelectMultiple, **COLLAPSED)
    concerns_api_fields = [
        api_field("concerns", MethodField("get_concerns", named_representation)),
    ]

    class Meta:
        abstract = True

    def get_concerns(self) -> list[Concern]:
        """Return the concerns by name, in the page's language where they are translated."""
        return in_locale(self.concerns.all(), self.locale_id)

    def get_asked_notices(self) -> set[str]:
        return asked_by(self.get_concerns())


def asked_by(concerns: Iterable[Concern | InShort]) -> set[str]:
    """Return the notices that any of the concerns asks for."""
    return set().union(*(concern.asked_notices for concern in concerns))


class ConcernsTopic:
    """Concerns as the topic of a page, see ``PageNotices``; by their translation keys."""

    def __init__(self, keys: Iterable[Any], request: HttpRequest):
        self.keys = sorted(map(str, set(keys)))
        self.request = request

    def get_asked_notices(self) -> set[str]:
        return cached(("notices asked by concerns", *self.keys), self._asked, self.request)

    def _asked(self) -> set[str]:
        return asked_by(Concern.objects.filter(translation_key__in=self.keys))
