from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.approaches.summaries import ConcernSummary
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.admin.panels import COLLAPSED
from wagtail_therapy.content.api.representations import MethodField, named_representation
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.translations import in_locale


class ConcernsMixin(models.Model):
    """A page about some concerns, usually a post. Each concern's page lists it."""

    concerns = ParentalManyToManyField(
        "wagtail_therapy_approaches.Concern",
        verbose_name=_("concerns"),
        blank=True,
        related_name="+",
        help_text=_("Which problems is this about? Each of their pages then lists it."),
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

    def get_required_notices(self) -> set[str]:
        return notices_required_by(self.get_concerns())


def notices_required_by(concerns: Iterable[Concern | ConcernSummary]) -> set[str]:
    """Return the notices that any of the concerns requires."""
    return set().union(*(concern.required_notices for concern in concerns))


class ConcernsTopic:
    """Concerns as the topic of a page, by their translation keys: see ``PageNotices``.

    With a ``name``, the keys are asked for only if the cache doesn't know what they require.
    """

    def __init__(self, keys: Iterable[Any], request: HttpRequest, name: tuple[Any, ...] = ()):
        self.keys = keys
        self.request = request
        self.name = name

    def get_required_notices(self) -> set[str]:
        name = self.name or tuple(sorted(map(str, set(self.keys))))
        return cached(("notices of concerns", *name), self._required, self.request)

    def _required(self) -> set[str]:
        return notices_required_by(Concern.objects.filter(translation_key__in=set(self.keys)))
