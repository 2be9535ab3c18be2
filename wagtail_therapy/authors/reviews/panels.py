from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from .permissions import mark_url, may_review


class ReviewPanel(Panel):
    """Tells when the page was last reviewed and leads to the form for it; changes nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_therapy/authors/admin/review_panel.html"

        @cached_property
        def mark_url(self) -> str:
            may = may_review(self.instance, self.request.user)
            return mark_url(self.instance) if may else ""

        def is_shown(self) -> bool:
            # What no one can read yet is not reviewed.
            return bool(self.instance.pk and self.instance.live)
