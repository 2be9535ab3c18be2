from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.practice.crisis.panels import lines_url
from wagtail_therapy.practice.crisis.practice_lines import all_lines
from wagtail_therapy.practice.crisis.presets import translated
from wagtail_therapy.practice.crisis.source_lookup import LookUp, Outcome, look_up
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule

SAID: dict[Outcome, tuple[Level, Any]] = {
    Outcome.FOUND: (Level.INFO, _("“%(line)s” was found on %(url)s.")),
    Outcome.MISSING: (
        Level.WARNING,
        _("“%(line)s”: %(numbers)s was not found on %(url)s. Look there yourself, and call."),
    ),
    Outcome.UNREACHABLE: (
        Level.WARNING,
        _("“%(line)s” could not be looked up: %(url)s could not be reached. Look there yourself."),
    ),
}


@rule(effort=Effort.NETWORK)
def crisis_sources(site: Site) -> Iterator[Finding]:
    """Look each crisis line up on the page where it says its number itself."""
    for found in look_up(all_lines(PracticeSettings.read(site))):
        yield _finding(found, site)


def _finding(found: LookUp, site: Site) -> Finding:
    level, message = SAID[found.outcome]
    values = {
        "line": translated(found.line).name,
        "url": found.line.source,
        "numbers": ", ".join(found.numbers),
    }
    code = f"crisis_source_{found.outcome}"
    return Finding(code, level, message % values, lines_url(site.pk))
