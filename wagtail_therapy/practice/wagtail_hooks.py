from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogFormatter

from wagtail_therapy.content.admin.menu import REGISTER_HOOK
from wagtail_therapy.content.content_checks import userbar
from wagtail_therapy.practice.crisis import panels
from wagtail_therapy.practice.crisis.confirmations import LOG_ACTION
from wagtail_therapy.practice.crisis.views import CrisisLinesView

from . import ai_addons, readiness_views


@hooks.register("register_admin_urls")
def register_readiness_url() -> list[URLPattern]:
    view = readiness_views.ReadinessReportView.as_view()
    return [path("therapy/readiness/", view, name=readiness_views.URL_NAME)]


@hooks.register("register_admin_urls")
def register_crisis_lines_url() -> list[URLPattern]:
    view = CrisisLinesView.as_view()
    return [path("therapy/crisis-lines/<int:site_id>/", view, name=panels.URL_NAME)]


@hooks.register("register_log_actions")
def describe_confirmations(actions: Any) -> None:
    @actions.register_action(LOG_ACTION)
    class ConfirmationFormatter(LogFormatter):
        label = gettext_lazy("Check the crisis lines")

        def format_message(self, log_entry: Any) -> str:
            data = log_entry.data
            day = parse_date(data.get("date", ""))
            values = {
                "lines": ", ".join(data.get("lines", [])),
                "day": date_format(day) if day else "",
            }
            return gettext("Crisis lines checked on %(day)s: %(lines)s") % values


@hooks.register(REGISTER_HOOK)
def list_readiness() -> MenuItem:
    return readiness_views.ReadinessMenuItem(
        readiness_views.ReadinessReportView.page_title,
        reverse(readiness_views.URL_NAME),
        name="therapy-readiness",
        icon_name=readiness_views.ReadinessReportView.header_icon,
        order=700,
    )


@hooks.register("construct_homepage_panels")
def add_readiness_panel(request: HttpRequest, panels: list[Component]) -> None:
    panel = readiness_views.ReadinessPanel(request)
    if panel.findings:
        panels.append(panel)


# After a host's own hook, which may replace Wagtail's checker.
@hooks.register("construct_wagtail_userbar", order=100)
def add_ai_addon_checks(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Add the checks in the editor only. Pages that visitors see are not drafts."""
    in_editor = any(getattr(item, "in_editor", False) for item in items)
    if in_editor or getattr(request, "in_preview_panel", False):
        userbar.add_checks(items, ai_addons.content_checks())
