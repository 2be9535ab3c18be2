"""Whether the crisis lines are there, were checked lately, and are on their own websites."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_therapy.practice.crisis.confirmations import State, state_of
from wagtail_therapy.practice.crisis.panels import lines_url
from wagtail_therapy.practice.crisis.practice_lines import all_lines
from wagtail_therapy.practice.crisis.presets import preset_of, translated
from wagtail_therapy.practice.crisis.source_lookup import LookupResult, Outcome, look_up
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule
from wagtail_therapy.practice.readiness_rules.notices import settings_url


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


RESULTS: dict[Outcome, tuple[Level, Any]] = {
    Outcome.FOUND: (Level.INFO, gettext_lazy("“%(line)s” was found on %(url)s.")),
    Outcome.MISSING: (
        Level.WARNING,
        gettext_lazy(
            "“%(line)s”: %(numbers)s wasn’t found on %(url)s. Look there yourself, and call."
        ),
    ),
    Outcome.UNREACHABLE: (
        Level.WARNING,
        gettext_lazy("“%(line)s”: %(url)s couldn’t be reached. Look there yourself."),
    ),
}


@rule(effort=Effort.NETWORK)
def crisis_sources(site: Site) -> Iterator[Finding]:
    """Look up each crisis line on its own website."""
    for found in look_up(all_lines(PracticeSettings.read(site))):
        yield _finding(found, site)


def _finding(found: LookupResult, site: Site) -> Finding:
    level, message = RESULTS[found.outcome]
    values = {
        "line": translated(found.line).name,
        "url": found.line.source,
        "numbers": ", ".join(found.numbers),
    }
    code = f"crisis_source_{found.outcome}"
    return Finding(code, level, message % values, lines_url(site.pk))
