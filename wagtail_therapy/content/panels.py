"""What the editor of a page shows beside its fields."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class AdvicePanel(Panel):
    """Lists what readers of the saved page would miss; is not there when that is nothing.

    The page says it: ``get_advice()`` returns ``wagtail_therapy.content.advice.Advice``.
    """

    def __init__(self, heading="", icon="warning", **kwargs):
        super().__init__(heading=heading or _("Before you publish"), icon=icon, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_therapy/content/admin/advice_panel.html"

        @cached_property
        def advice(self):
            # Of a page that nobody has written yet, everything is missing.
            return self.instance.get_advice() if self.instance.pk else []

        def is_shown(self):
            return bool(self.advice)
