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
    # Nothing is wrong. Only what asks other hosts says so, to the person who had it ask.
    INFO = "info"


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
    # What is so where it finds nothing; "" for what only an administrator would read.
    in_order: Any


class Result(NamedTuple):
    findings: list[Finding]
    in_order: list[Any]


_rules: dict[str, Rule] = {}


def rule(
    function: Any = None,
    *,
    effort: Effort = Effort.GLANCE,
    for_all: bool = False,
    in_order: Any = "",
) -> Any:
    """Register a function that takes a site and returns findings. It must change nothing.

    One ``for_all`` takes nothing, and is asked once: what it finds is wrong with each site. The
    report says ``in_order``, a sentence, where the function finds nothing.
    """
    if function is None:
        return lambda decorated: rule(decorated, effort=effort, for_all=for_all, in_order=in_order)
    name = f"{function.__module__}.{function.__qualname__}"
    _rules[name] = Rule(function, effort, for_all, in_order)
    return function


def examine(site: Site, effort: Effort = Effort.READING) -> list[Finding]:
    """Return what the rules up to this effort find, errors first."""
    return examine_each([site], effort)[site]


def examine_each(
    sites: Iterable[Site], effort: Effort = Effort.READING
) -> dict[Site, list[Finding]]:
    """Return what ``examine()`` finds on each site, and look once at what is so for all."""
    return {site: result.findings for site, result in results(sites, effort).items()}


def results(sites: Iterable[Site], effort: Effort = Effort.READING) -> dict[Site, Result]:
    """Return what the rules find on each site, errors first, and what they find in order."""
    asked = [one for one in _rules.values() if one.effort <= effort]
    shared = {one: list(one.find()) for one in asked if one.is_for_all}
    return {
        site: _result({one: shared.get(one) or list(_of_site(one, site)) for one in asked})
        for site in sites
    }


def _result(found: dict[Rule, list[Finding]]) -> Result:
    findings = sorted((one for each in found.values() for one in each), key=is_minor)
    in_order = [rule.in_order for rule, each in found.items() if rule.in_order and not each]
    return Result(findings, in_order)


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
