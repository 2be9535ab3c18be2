from dataclasses import replace

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.search import index

from wagtail_therapy.approaches.json_ld import with_approach
from wagtail_therapy.authors.blocks import AUTHOR_MODEL, AuthoredBodyBlock
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.panels import AuthorsPanel
from wagtail_therapy.authors.representations import author_representation
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.breadcrumbs import Crumb
from wagtail_therapy.content.fields import INLINE_FEATURES, TherapyStreamField
from wagtail_therapy.content.json_ld import with_list
from wagtail_therapy.content.mixins import TherapyPageMixin
from wagtail_therapy.content.representations import MethodField
from wagtail_therapy.content.translations import in_locale
from wagtail_therapy.practice.mixins import PageNoticesMixin

DEFINITION_LENGTH = 320


class ApproachIndexMixin(TherapyPageMixin):
    """A page that lists the approaches below it.

    Mix it in before the host's page class, and add the panels and search fields of both.
    """

    fallback_template = "wagtail_therapy/approaches/index.html"

    intro = RichTextField(_("introduction"), blank=True, features=INLINE_FEATURES)

    content_panels = ["intro"]
    search_fields = [index.SearchField("intro")]
    api_fields = [api_field("intro", writable=True)]

    class Meta:
        abstract = True

    def get_approaches(self):
        """Return what a stranger may read, by title: live and public approaches of this locale."""
        approaches = self.get_children().type(ApproachMixin).live().public()
        return approaches.filter(locale=self.locale_id).order_by("title", "pk").specific()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        approaches = self.get_approaches()
        nodes = self.get_json_ld(request, context["meta"])
        crumbs = [Crumb(one.title, one.get_full_url(request)) for one in approaches]
        listed = with_list(nodes, context["meta"], crumbs)
        return context | {"approaches": approaches, "json_ld": listed}


class ApproachMixin(PageNoticesMixin, TherapyPageMixin):
    """An explainer of one therapy approach, which can't be live without its short definition.

    Mix it in before the host's page class, and add the panels and search fields of both.
    """

    fallback_template = "wagtail_therapy/approaches/approach.html"

    short_definition = models.TextField(
        _("short definition"),
        max_length=DEFINITION_LENGTH,
        # max_length alone holds in forms only.
        validators=[MaxLengthValidator(DEFINITION_LENGTH)],
        help_text=_("What it is, in one or two plain sentences. Lists and search engines show it."),
    )
    offered_by = ParentalManyToManyField(
        AUTHOR_MODEL,
        verbose_name=_("offered by"),
        blank=True,
        related_name="+",
        help_text=_("Who works this way here. It is shown on this page and on their profiles."),
    )
    body = TherapyStreamField(AuthoredBodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        "short_definition",
        AuthorsPanel("offered_by"),
        "body",
        PageNoticesMixin.notices_panel,
    ]
    search_fields = [index.SearchField("short_definition"), index.SearchField("body")]
    api_fields = [
        api_field("short_definition", writable=True),
        api_field("offered_by", MethodField("get_offering_authors", author_representation)),
        api_field("body", writable=True),
    ]

    class Meta:
        abstract = True

    def get_offering_authors(self) -> list[Author]:
        """Return who offers it and is published, by name, in the page's language."""
        chosen = [author for author in self.offered_by.all() if author.live]
        translated = {one.translation_key: one for one in in_locale(chosen, self.locale_id)}
        return sorted(translated.values(), key=lambda author: (author.name, author.pk))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"offering_authors": self.get_offering_authors()}

    def get_meta(self, request):
        return replace(super().get_meta(request), og_type="article")

    def get_meta_description(self):
        return super().get_meta_description() or self.short_definition

    def get_json_ld(self, request, meta):
        return with_approach(super().get_json_ld(request, meta), self, meta)
