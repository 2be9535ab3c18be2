from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from ..models import ArchivedComment


class ArchivedCommentsPanel(Panel):
    """Leads to the comments that the post had on an old site. Hidden if there are none."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_therapy/blog/admin/comments_panel.html"

        @cached_property
        def number(self) -> int:
            # A new page has no id.
            page = self.instance.pk
            return ArchivedComment.objects.filter(page=page).count() if page else 0

        def is_shown(self) -> bool:
            return bool(self.number)
