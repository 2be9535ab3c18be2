from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.search import index

from wagtail_therapy.authors.blocks import AuthoredBodyBlock
from wagtail_therapy.content.fields import INLINE_FEATURES, TherapyStreamField
from wagtail_therapy.content.mixins import TherapyPageMixin

DEFINITION_LENGTH = 320


class ApproachIndexMixin(TherapyPageMixin):
    """A page that lists the approaches below it.

    Mix it in before the host's page class, and add the panels and search fields of both.
    """

    fallback_template = "wagtail_therapy/approaches/index.html"

    intro = RichTextField(_("introduction"), blank=True, features=INLINE_FEATURES)

    content_panels = ["intro"]
    search_fields = [index.SearchField("intro")]

    class Meta:
        abstract = True

    def get_approaches(self):
        """Return what a stranger may read, by title: live and public approaches of this locale."""
        approaches = self.get_children().type(ApproachMixin).live().public()
        return approaches.filter(locale=self.locale_id).order_by("title", "pk").specific()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"approaches": self.get_approaches()}


class ApproachMixin(TherapyPageMixin):
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
    body = TherapyStreamField(AuthoredBodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = ["short_definition", "body"]
    search_fields = [index.SearchField("short_definition"), index.SearchField("body")]

    class Meta:
        abstract = True
