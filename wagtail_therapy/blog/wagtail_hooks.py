from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from wagtail_therapy.blog.admin import comment_access, comment_views, viewsets
from wagtail_therapy.blog.admin.categories import CategoryViewSet
from wagtail_therapy.blog.archived_comments.erasing import ACTION
from wagtail_therapy.content.admin.menu import REGISTER_HOOK

register_snippet(CategoryViewSet)
hooks.register(REGISTER_HOOK, comment_access.menu_item)


# Before the host's hooks, whatever the order of INSTALLED_APPS: the last viewset with a name wins.
@hooks.register("register_admin_viewset", order=-1)
def register_post_viewsets() -> list[PageListingViewSet]:
    return viewsets.viewsets()


@hooks.register("register_admin_urls")
def register_comment_urls() -> list[URLPattern]:
    everything = comment_views.CommentListView.as_view()
    of_page = comment_views.PageCommentListView.as_view()
    find = comment_views.FindCommentsView.as_view()
    erase = comment_views.EraseCommentView.as_view()
    return [
        path("therapy/comments/", everything, name=comment_access.LIST_URL_NAME),
        path("therapy/comments/find/", find, name=comment_access.FIND_URL_NAME),
        path("therapy/comments/<int:pk>/erase/", erase, name=comment_access.ERASE_URL_NAME),
        path("therapy/comments/page/<int:page_id>/", of_page, name=comment_access.PAGE_URL_NAME),
    ]


@hooks.register("register_log_actions")
def describe_erasures(actions: Any) -> None:
    @actions.register_action(ACTION)
    class ErasureFormatter(LogFormatter):
        label = gettext_lazy("Erase a comment")

        def format_message(self, log_entry: Any) -> str:
            return gettext("A comment from the old site was erased")
