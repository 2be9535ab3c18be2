from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from .due import State, overdue, reviewed_models, with_dates
from .permissions import REPORT_URL_NAME, mark_url

MAX_SHOWN = 5


class OverduePanel(Component):
    """The pages whose review is overdue, for users who may record one."""

    name = "wagtail_therapy_reviews"
    template_name = "wagtail_therapy/authors/admin/overdue_panel.html"
    order = 240

    def __init__(self, pages: Any):
        self.pages = with_dates(pages[:MAX_SHOWN])
        self.is_more = len(pages) > MAX_SHOWN

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {
            "pages": [(page, mark_url(page)) for page in self.pages],
            "is_more": self.is_more,
            "report_url": f"{reverse(REPORT_URL_NAME)}?review_state={State.OVERDUE}",
        }


def overdue_panels(user: Any) -> list[OverduePanel]:
    """Return the panel, or [] if no page is overdue that the user may publish."""
    if not reviewed_models():
        return []
    mine = page_permission_policy.instances_user_has_permission_for(user, "publish")
    pages = list(overdue(mine)[: MAX_SHOWN + 1])
    return [OverduePanel(pages)] if pages else []
