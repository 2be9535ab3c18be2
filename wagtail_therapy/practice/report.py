"""What the admin says of whether the sites are ready."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level

URL_NAME = "wagtail_therapy_readiness"
HEADINGS = {
    Level.ERROR: _("Mend this before visitors come"),
    Level.WARNING: _("Mend this soon"),
}


def sites_of(user) -> list:
    """Return the sites with a practice whose settings the user may change."""
    policy = PracticeSettings.get_permission_policy()
    mine = {site.pk for site in policy.sites_user_has_permission_for(user, "change")}
    return [site for site in readiness.practice_sites() if site.pk in mine]


class ReadinessReportView(WagtailAdminTemplateMixin, TemplateView):
    """Lists what is wrong, for each site that the user may change the settings of."""

    page_title = _("Ready to go live?")
    header_icon = "clipboard-list"
    template_name = "wagtail_therapy/practice/admin/readiness.html"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def dispatch(self, request, *args, **kwargs):
        if not sites_of(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        sites = [
            (site, grouped(readiness.examine(site, Effort.READING)))
            for site in sites_of(self.request.user)
        ]
        return super().get_context_data(sites=sites, **kwargs)


def grouped(findings: list[Finding]) -> list[tuple[Level, str, list[Finding]]]:
    groups = (
        (level, heading, [one for one in findings if one.level == level])
        for level, heading in HEADINGS.items()
    )
    return [(level, heading, found) for level, heading, found in groups if found]


class ReadinessMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(sites_of(request.user))


class ReadinessPanel(Component):
    """On the dashboard: how much is wrong; not there when that is nothing.

    Looks only at what takes a few queries. The report looks at every page.
    """

    name = "wagtail_therapy_readiness"
    template_name = "wagtail_therapy/practice/admin/readiness_panel.html"
    order = 230

    def __init__(self, user):
        self.user = user

    @cached_property
    def findings(self) -> list[Finding]:
        sites = sites_of(self.user)
        return [one for site in sites for one in readiness.examine(site, Effort.GLANCE)]

    def get_context_data(self, parent_context):
        errors = sum(one.level == Level.ERROR for one in self.findings)
        return {
            "findings": self.findings[:3],
            "errors": errors,
            "warnings": len(self.findings) - errors,
            "report_url": reverse(URL_NAME),
        }
