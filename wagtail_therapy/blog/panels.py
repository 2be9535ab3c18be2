"""What the editor of a post shows beside its fields."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from .advice import advice_on


class AdvicePanel(Panel):
    """Lists what readers of the saved post would miss; is not there when that is nothing."""

    def __init__(self, heading="", icon="warning", **kwargs):
        super().__init__(heading=heading or _("Before you publish"), icon=icon, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_therapy/blog/admin/advice_panel.html"

        @cached_property
        def advice(self):
            # Of a post that nobody has written yet, everything is missing.
            return advice_on(self.instance) if self.instance.pk else []

        def is_shown(self):
            return bool(self.advice)
