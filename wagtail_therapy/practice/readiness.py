"""Whether a site is ready for visitors: what is missing or stale, by rules that each app registers.

An app has its rules in a module, and imports that in ``AppConfig.ready()``::

    @rule(effort=Effort.READING)
    def posts_without_title(site):
        yield Finding("post_title", Level.WARNING, _("…"), url)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

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


class Rule(NamedTuple):
    find: Callable[..., Iterable[Finding]]
    effort: Effort
    is_for_all: bool


_rules: dict[str, Rule] = {}


def rule(function: Any = None, *, effort: Effort = Effort.GLANCE, for_all: bool = False) -> Any:
    """Register a function that takes a site and returns findings. It must change nothing.

    One ``for_all`` takes nothing, and is asked once: what it finds is wrong with each site.
    """
    if function is None:
        return lambda decorated: rule(decorated, effort=effort, for_all=for_all)
    name = f"{function.__module__}.{function.__qualname__}"
    _rules[name] = Rule(function, effort, for_all)
    return function


def examine(site: Site, effort: Effort = Effort.READING) -> list[Finding]:
    """Return what the rules up to this effort find, errors first."""
    return examine_each([site], effort)[site]


def examine_each(
    sites: Iterable[Site], effort: Effort = Effort.READING
) -> dict[Site, list[Finding]]:
    """Return what ``examine()`` finds on each site, and look once at what is so for all."""
    asked = [one for one in _rules.values() if one.effort <= effort]
    shared = {one: list(one.find()) for one in asked if one.is_for_all}
    found = {}
    for site in sites:
        ours = [one for rule in asked for one in shared.get(rule) or _of_site(rule, site)]
        found[site] = sorted(ours, key=is_minor)
    return found


def is_minor(finding: Finding) -> bool:
    return finding.level != Level.ERROR


def practice_sites(sites: Any = None) -> list[Site]:
    """Return the default site, and those whose practice says who it is: of all, or of some.

    Each brings its settings along, so that no rule asks for them once more.
    """
    chosen = Site.objects.all() if sites is None else sites
    told = PracticeSettings.sites_told_of(chosen)
    if not any(site.is_default_site for site in told):
        default = chosen.filter(is_default_site=True)[:1]
        told = [*PracticeSettings.read_each(list(default)), *told]
    return sorted(told, key=lambda site: (not site.is_default_site, site.pk))


def _of_site(rule: Rule, site: Site) -> Iterable[Finding]:
    return () if rule.is_for_all else rule.find(site)
