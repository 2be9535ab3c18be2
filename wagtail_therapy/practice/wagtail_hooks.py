from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from wagtail_therapy.content.menu import REGISTER_HOOK
from wagtail_therapy.practice import report


@hooks.register("register_admin_urls")
def register_readiness_url() -> list[URLPattern]:
    view = report.ReadinessReportView.as_view()
    return [path("therapy/readiness/", view, name=report.URL_NAME)]


@hooks.register(REGISTER_HOOK)
def list_readiness() -> MenuItem:
    return report.ReadinessMenuItem(
        report.ReadinessReportView.page_title,
        reverse(report.URL_NAME),
        name="therapy-readiness",
        icon_name=report.ReadinessReportView.header_icon,
        order=700,
    )


@hooks.register("construct_homepage_panels")
def tell_what_is_missing(request: HttpRequest, panels: list[Component]) -> None:
    panel = report.ReadinessPanel(request)
    if panel.findings:
        panels.append(panel)
