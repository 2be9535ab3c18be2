from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet

from wagtail_therapy.authors.admin import publish_errors
from wagtail_therapy.authors.admin.viewsets import AuthorViewSet
from wagtail_therapy.authors.author_deletion import live_pages, scheduled_pages
from wagtail_therapy.authors.mixins import ReviewedMixin
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.reviews import report
from wagtail_therapy.authors.reviews.dashboard import overdue_panels
from wagtail_therapy.authors.reviews.permissions import (
    MARK_URL_NAME,
    REPORT_URL_NAME,
    mark_url,
    may_review,
)
from wagtail_therapy.authors.reviews.records import ACTION
from wagtail_therapy.authors.reviews.report import ReviewReportView
from wagtail_therapy.authors.reviews.views import MarkReviewedView
from wagtail_therapy.content.admin.menu import REGISTER_HOOK
from wagtail_therapy.content.admin.publish_messages import NOT_PUBLISHED

register_snippet(AuthorViewSet)


@hooks.register("before_delete_snippet")
def prevent_deletion(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Redirect to the list if an author has live or scheduled pages."""
    authors = [one for one in instances if isinstance(one, Author)]
    pages = (live_pages(authors) | scheduled_pages(authors)) if authors else set()
    if not pages:
        return None
    messages.warning(request, _deletion_message(len(pages)))
    return redirect(Author.snippet_viewset.get_url_name("list"))


def _deletion_message(count: int) -> str:
    return ngettext(
        "Nothing was deleted: %(count)d live or scheduled page would lose an author. Name "
        "someone else there first, or unpublish the author, which hides only the bio.",
        "Nothing was deleted: %(count)d live or scheduled pages would lose an author. Name "
        "someone else there first, or unpublish the author, which hides only the bio.",
        count,
    ) % {"count": count}


# Before the newsletter asks whether to email the pages.
@hooks.register("before_bulk_action", order=-1)
def skip_unpublishable(
    request: HttpRequest, action_type: str, pages: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "publish" or not isinstance(action, PageBulkAction):
        return None
    return publish_errors.skip_unpublishable(request, pages, action)


hooks.register("before_copy_page", publish_errors.prevent_invalid_copy)


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern]:
    results = ReviewReportView.as_view(results_only=True)
    return [
        path("therapy/reviews/", ReviewReportView.as_view(), name=REPORT_URL_NAME),
        path("therapy/reviews/results/", results, name=report.RESULTS_URL_NAME),
        path("therapy/reviews/<int:page_id>/", MarkReviewedView.as_view(), name=MARK_URL_NAME),
    ]


class ReviewReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, report.PERMISSIONS)


@hooks.register(REGISTER_HOOK)
def register_review_menu_item() -> MenuItem:
    return ReviewReportMenuItem(
        ReviewReportView.page_title,
        reverse(REPORT_URL_NAME),
        name="therapy-reviews",
        icon_name="calendar-check",
        order=600,
    )


@hooks.register("construct_homepage_panels")
def add_overdue_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels += overdue_panels(request.user)


@hooks.register("register_page_header_buttons")
def add_header_button(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> list[Button]:
    return review_buttons(page, user, next_url)


@hooks.register("register_page_listing_more_buttons")
def add_listing_button(page: Any, user: Any, next_url: str | None = None) -> list[Button]:
    return review_buttons(page, user, next_url)


def review_buttons(page: Any, user: Any, next_url: str | None) -> list[Button]:
    # Listings have rows of the base page. The class is None if the page type was uninstalled.
    model = page.specific_class
    if model is None or not issubclass(model, ReviewedMixin) or not may_review(page, user):
        return []
    query = f"?{urlencode({'next': next_url})}" if next_url else ""
    button = Button(
        _("Mark as reviewed"), mark_url(page) + query, icon_name="calendar-check", priority=55
    )
    return [button]


@hooks.register("register_log_actions")
def register_review_action(actions: Any) -> None:
    @actions.register_action(ACTION)
    class ReviewFormatter(LogFormatter):
        label = gettext_lazy("Mark as reviewed")

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            day = parse_date(data.get("day", ""))
            values = {"name": data.get("reviewer", ""), "day": date_format(day) if day else ""}
            return _("Reviewed by %(name)s on %(day)s") % values

        def format_comment(self, log_entry: Any) -> str:
            return log_entry.data.get("note", "")


@hooks.register("register_log_actions")
def register_not_published_action(actions: Any) -> None:
    @actions.register_action(NOT_PUBLISHED)
    class NotPublishedFormatter(LogFormatter):
        label = gettext_lazy("Not published")

        def format_message(self, log_entry: Any) -> str:
            return _("Not published. %(fault)s") % {"fault": log_entry.data.get("fault", "")}
