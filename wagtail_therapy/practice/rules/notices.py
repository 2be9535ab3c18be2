from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.content import days
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Finding, Level, rule

CHECK_EVERY = timedelta(days=183)


def settings_url(site: Site) -> str:
    meta = PracticeSettings._meta
    return reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name, site.pk])


@rule(
    in_order=gettext_lazy(
        "Your crisis notice is there, and its numbers were checked in the last six months."
    )
)
def crisis_notice(site: Site) -> Iterator[Finding]:
    practice = PracticeSettings.read(site)
    checked = practice.crisis_checked_date
    if not practice.has_crisis_notice:
        message = _(
            "There is no crisis notice. Choose your country, or write whom to call in an emergency."
        )
        yield Finding("crisis_missing", Level.ERROR, message, settings_url(site))
    elif checked is None:
        message = _(
            "Nobody has said when the numbers in the crisis notice were checked. Check them, and "
            "enter the day."
        )
        yield Finding("crisis_date_missing", Level.ERROR, message, settings_url(site))
    elif days.today() - checked > CHECK_EVERY:
        message = _(
            "The numbers in the crisis notice were checked more than six months ago. Check them "
            "again, and enter the day."
        )
        yield Finding("crisis_stale", Level.WARNING, message, settings_url(site))


@rule(in_order=gettext_lazy("A disclaimer says that your texts are general information."))
def disclaimer(site: Site) -> Iterator[Finding]:
    if not PracticeSettings.read(site).disclaimer.strip():
        message = _("There is no disclaimer. Say that your texts are no advice to one person.")
        yield Finding("disclaimer_missing", Level.WARNING, message, settings_url(site))
