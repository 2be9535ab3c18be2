"""The admin's report on whether sites are ready for visitors."""

from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level

from . import readiness

URL_NAME = "wagtail_therapy_readiness"
SITES_ATTRIBUTE = "_therapy_practice_sites"
HEADINGS = {
    Level.ERROR: _("Put this right before you launch"),
    Level.WARNING: _("Do this soon"),
}


def sites_of(request: HttpRequest) -> list[Site]:
    """Return the sites with a practice whose settings the user may change.

    They are stored on the request: each admin page asks for them twice, the dashboard once more.
    """
    if not hasattr(request, SITES_ATTRIBUTE):
        setattr(request, SITES_ATTRIBUTE, _sites_of(request.user))
    return getattr(request, SITES_ATTRIBUTE)


def _sites_of(user: Any) -> list[Site]:
    policy = PracticeSettings.get_permission_policy()
    # Wagtail caches a user's permissions, but queries the sites each time.
    if not policy.user_has_permission(user, "change"):
        return []
    return readiness.practice_sites(policy.sites_user_has_permission_for(user, "change"))


class PracticeReportView(WagtailAdminTemplateMixin, TemplateView):
    """A report for users who may change the settings of a practice. Others get a 403."""

    header_icon = "clipboard-list"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sites_of(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ReadinessReportView(PracticeReportView):
    """Lists problems and passed checks for each site whose settings the user may change."""

    page_title = _("Ready to go live?")
    template_name = "wagtail_therapy/practice/admin/readiness.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        results = readiness.results(sites_of(self.request), Effort.READING)
        sites = [(site, grouped(one.findings), one.passed) for site, one in results.items()]
        return super().get_context_data(sites=sites, **kwargs)


def grouped(findings: list[Finding]) -> list[tuple[Level, str, list[Finding]]]:
    groups = (
        (level, heading, [one for one in findings if one.level == level])
        for level, heading in HEADINGS.items()
    )
    return [(level, heading, found) for level, heading, found in groups if found]


class ReadinessMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(sites_of(request))


class ReadinessPanel(Component):
    """Shows problems on the dashboard; hidden when there are none.

    Runs only rules that take a few queries. The report looks at every page.
    """

    name = "wagtail_therapy_readiness"
    template_name = "wagtail_therapy/practice/admin/readiness_panel.html"
    order = 230

    def __init__(self, request: HttpRequest):
        self.sites = sites_of(request)

    @cached_property
    def findings(self) -> list[Finding]:
        """The problems of all the sites, errors first, each once."""
        if not self.sites:
            return []
        found = readiness.examine_each(self.sites, Effort.GLANCE)
        return sorted(dict.fromkeys(chain(*found.values())), key=readiness.sort_key)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        errors = sum(one.level == Level.ERROR for one in self.findings)
        return {
            "findings": self.findings[:3],
            "errors": errors,
            "warnings": len(self.findings) - errors,
            "report_url": reverse(URL_NAME),
        }
