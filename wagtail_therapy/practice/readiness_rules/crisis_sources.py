from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.practice.crisis.panels import lines_url
from wagtail_therapy.practice.crisis.practice_lines import all_lines
from wagtail_therapy.practice.crisis.presets import translated
from wagtail_therapy.practice.crisis.source_lookup import LookupResult, Outcome, look_up
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.readiness import Effort, Finding, Level, rule

RESULTS: dict[Outcome, tuple[Level, Any]] = {
    Outcome.FOUND: (Level.INFO, _("“%(line)s” was found on %(url)s.")),
    Outcome.MISSING: (
        Level.WARNING,
        _("“%(line)s”: %(numbers)s wasn’t found on %(url)s. Look there yourself, and call."),
    ),
    Outcome.UNREACHABLE: (
        Level.WARNING,
        _("“%(line)s”: %(url)s couldn’t be reached. Look there yourself."),
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
