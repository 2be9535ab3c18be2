"""Whether a site is ready for visitors: what is missing or stale, by rules that each app registers.

An app has its rules in a module, and imports that in ``AppConfig.ready()``::

    @rule(effort=Effort.READING)
    def posts_without_title(site):
        yield Finding("post_title", Level.WARNING, _("…"), url)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import chain
from typing import Any

from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings


class Level(StrEnum):
    # Visitors should not come before it is mended.
    ERROR = "error"
    WARNING = "warning"


class Effort(IntEnum):
    """What a rule takes. The dashboard asks for the first only, the report for two."""

    # A few queries.
    GLANCE = 1
    # Every page is read, or some are rendered.
    READING = 2
    # Other hosts are asked.
    NETWORK = 3


@dataclass(frozen=True)
class Finding:
    """What is wrong and what to do, and where: an address in the admin, or a page of the site."""

    code: str
    level: Level
    message: str
    url: str = ""


Rule = Callable[[Any], Iterable[Finding]]

_rules: dict[str, tuple[Effort, Rule]] = {}


def rule(function: Rule | None = None, *, effort: Effort = Effort.GLANCE) -> Any:
    """Register a function that takes a site and returns findings. It must change nothing."""
    if function is None:
        return lambda decorated: rule(decorated, effort=effort)
    _rules[f"{function.__module__}.{function.__qualname__}"] = (effort, function)
    return function


def examine(site: Site, effort: Effort = Effort.READING) -> list[Finding]:
    """Return what the rules up to this effort find, errors first."""
    asked = [function for needed, function in _rules.values() if needed <= effort]
    found = chain.from_iterable(function(site) for function in asked)
    return sorted(found, key=lambda finding: finding.level != Level.ERROR)


def practice_sites() -> list[Site]:
    """Return the default site, and those whose practice says who it is."""
    told = set(PracticeSettings.objects.values_list("site", flat=True))
    sites = Site.objects.order_by("-is_default_site", "pk")
    return [site for site in sites if site.is_default_site or site.pk in told]
