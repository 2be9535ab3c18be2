from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.practice.crisis.confirmations import State, state_of
from wagtail_therapy.practice.crisis.panels import lines_url
from wagtail_therapy.practice.crisis.practice_lines import all_lines
from wagtail_therapy.practice.crisis.presets import preset_of, translated
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Finding, Level, rule


def settings_url(site: Site) -> str:
    meta = PracticeSettings._meta
    return reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name, site.pk])


@rule(
    success_message=gettext_lazy(
        "Your crisis notice is there, and its lines were checked in the last six months."
    )
)
def crisis_notice(site: Site) -> Iterator[Finding]:
    practice = PracticeSettings.read(site)
    lines = all_lines(practice)
    if not lines:
        message = _(
            "There are no crisis lines. Choose your country, or say who to call in an emergency."
        )
        yield Finding("crisis_missing", Level.ERROR, message, settings_url(site))
    states = {line: state_of(line, practice.confirmed_lines) for line in lines}
    for state, code, level, message in PROBLEMS:
        if found := [translated(line).name for line in lines if states[line] == state]:
            names = get_text_list(found, _("and"))
            yield Finding(code, level, message % {"lines": names}, lines_url(site.pk))
    yield from _old_preset(practice, site)


PROBLEMS: list[tuple[State, str, Level, Any]] = [
    (
        State.NEVER,
        "crisis_unchecked",
        Level.ERROR,
        gettext_lazy("You haven’t checked these crisis lines yet: %(lines)s."),
    ),
    (
        State.CHANGED,
        "crisis_changed",
        Level.ERROR,
        gettext_lazy("These crisis lines have changed since you checked them: %(lines)s."),
    ),
    (
        State.STALE,
        "crisis_stale",
        Level.WARNING,
        gettext_lazy("You checked these crisis lines more than six months ago: %(lines)s."),
    ),
]


def _old_preset(practice: PracticeSettings, site: Site) -> Iterator[Finding]:
    preset = preset_of(practice.crisis_preset)
    if preset and not preset.is_offered:
        message = _(
            "The crisis lines of your country come from a version of wagtail-therapy that is over "
            "a year old. Ask the person who looks after your website to update it, and check each "
            "line yourself."
        )
        yield Finding("crisis_preset_old", Level.WARNING, message, settings_url(site))


@rule(success_message=gettext_lazy("A disclaimer says that your texts are general information."))
def disclaimer(site: Site) -> Iterator[Finding]:
    if not PracticeSettings.read(site).disclaimer.strip():
        message = _(
            "There is no disclaimer. Say that your texts are general information, and can’t "
            "replace advice to one person."
        )
        yield Finding("disclaimer_missing", Level.WARNING, message, settings_url(site))
