from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from .permissions import mark_url, may_review


class ReviewPanel(Panel):
    """Shows when the page was last reviewed, with a link to the form for a review."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_therapy/authors/admin/review_panel.html"

        @cached_property
        def mark_url(self) -> str:
            may = may_review(self.instance, self.request.user)
            return mark_url(self.instance) if may else ""

        def is_shown(self) -> bool:
            # Only live pages are reviewed.
            return bool(self.instance.pk and self.instance.live)
