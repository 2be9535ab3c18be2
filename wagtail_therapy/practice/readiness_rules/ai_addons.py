"""Whether an add-on sends what editors write to another company."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_therapy.practice.ai_addons import installed_addons
from wagtail_therapy.practice.readiness import Finding, Level, rule


@rule(for_all=True, success_message=gettext_lazy("No add-on sends your drafts to another company."))
def ai_addons() -> Iterator[Finding]:
    for addon in installed_addons():
        message = _(
            "%(addon)s sends what you write to %(recipient)s when you use it, drafts included. "
            "Don’t use it on texts about clients, and name the company in your privacy notice. "
            "If you don’t need it, ask the person who runs your website to remove it."
        )
        yield Finding("ai_addon", Level.WARNING, addon.fill_in(message))
