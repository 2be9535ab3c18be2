"""Who may see and erase archived comments in the admin, and at which URLs."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..archived_comments.display import exist
from ..models import ArchivedComment

LIST_URL_NAME = "wagtail_therapy_comments"
PAGE_URL_NAME = "wagtail_therapy_page_comments"
FIND_URL_NAME = "wagtail_therapy_find_comments"
ERASE_URL_NAME = "wagtail_therapy_erase_comment"
LABEL = _("Comments from your old site")
PERMISSIONS = ["change", "publish"]


def has_access(user: Any) -> bool:
    """Whether the user may edit or publish any page."""
    return PagePermissionPolicy().user_has_any_permission(user, PERMISSIONS)


def comments_for(user: Any) -> QuerySet:
    """Return the comments on those pages that the user may edit or publish."""
    pages = PagePermissionPolicy().instances_user_has_any_permission_for(user, PERMISSIONS)
    return ArchivedComment.objects.filter(page__in=pages.order_by().values("pk"))


class CommentsMenuItem(MenuItem):
    """Hidden while there are no comments."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_access(request.user) and exist()


def menu_item() -> MenuItem:
    return CommentsMenuItem(
        LABEL, reverse(LIST_URL_NAME), name="therapy-comments", icon_name="comment", order=250
    )
