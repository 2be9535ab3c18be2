from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField
from wagtail.search import index

from wagtail_therapy.approaches.mixins.approach import ApproachMixin
from wagtail_therapy.compat import api_field
from wagtail_therapy.content.breadcrumbs import Crumb
from wagtail_therapy.content.fields import INLINE_FEATURES
from wagtail_therapy.content.json_ld import with_list
from wagtail_therapy.content.mixins import TherapyPageMixin


class ApproachIndexMixin(RoutablePageMixin, TherapyPageMixin):
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
