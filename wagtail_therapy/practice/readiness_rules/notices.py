from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Finding, Level, rule


def settings_url(site: Site) -> str:
    meta = PracticeSettings._meta
    return reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name, site.pk])


@rule(success_message=gettext_lazy("A disclaimer says that your texts are general information."))
def disclaimer(site: Site) -> Iterator[Finding]:
    if not PracticeSettings.read(site).disclaimer.strip():
        message = _(
            "There is no disclaimer. Say that your texts are general information, and can’t "
            "replace advice to one person."
        )
        yield Finding("disclaimer_missing", Level.WARNING, message, settings_url(site))
