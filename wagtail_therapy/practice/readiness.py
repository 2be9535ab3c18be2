"""Checks whether a site is ready for visitors, with rules that each app registers.

An app has its rules in a module, which it imports in ``AppConfig.ready()``::

    @rule(effort=Effort.READING)
    def posts_without_title(site):
        yield Finding("post_title", Level.WARNING, _("…"), url)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import partial
from typing import Any, NamedTuple

from wagtail.models import Site

from wagtail_therapy.practice.models import PracticeSettings


class Level(StrEnum):
    # Fix before launch.
    ERROR = "error"
    WARNING = "warning"
    # Nothing is wrong. Only rules that ask other hosts report this.
    INFO = "info"


class Effort(IntEnum):
    """How much work a rule is. The dashboard runs only the first kind, the report the first two."""

    # Takes a few queries.
    GLANCE = 1
    # Reads every page, or renders some.
    READING = 2
    # Asks other hosts.
    NETWORK = 3


@dataclass(frozen=True)
class Finding:
    """What is wrong, what to do, and where: the URL of a page in the admin or on the site."""

    code: str
    level: Level
    message: str
    url: str = ""


class Rule(NamedTuple):
    find: Callable[..., Iterable[Finding]]
    effort: Effort
    is_for_all: bool
    # Shown if it finds nothing; "" for what only an administrator would read.
    success_message: Any


class Result(NamedTuple):
    findings: list[Finding]
    passed: list[Any]


_rules: dict[str, Rule] = {}


def rule(
    function: Any = None,
    *,
    effort: Effort = Effort.GLANCE,
    for_all: bool = False,
    success_message: Any = "",
) -> Any:
    """Register a function that takes a site and returns findings. It must change nothing.

    With ``for_all`` the function takes no site and runs once: its findings apply to each site. The
    report shows ``success_message``, a sentence, if the function finds nothing.
    """
    if function is None:
        return partial(rule, effort=effort, for_all=for_all, success_message=success_message)
    name = f"{function.__module__}.{function.__qualname__}"
    _rules[name] = Rule(function, effort, for_all, success_message)
    return function


def examine(site: Site, effort: Effort = Effort.READING) -> list[Finding]:
    """Return the findings of all rules up to this effort, errors first."""
    return examine_each([site], effort)[site]


def examine_each(
    sites: Iterable[Site], effort: Effort = Effort.READING
) -> dict[Site, list[Finding]]:
    """Return what ``examine()`` finds on each site. Rules ``for_all`` sites run once."""
    return {site: result.findings for site, result in results(sites, effort).items()}


def results(sites: Iterable[Site], effort: Effort = Effort.READING) -> dict[Site, Result]:
    """Return the findings on each site, errors first, and the messages of rules that passed."""
    chosen = [one for one in _rules.values() if one.effort <= effort]
    shared = {one: list(one.find()) for one in chosen if one.is_for_all}
    return {
        site: _result({one: shared.get(one) or list(_find_on_site(one, site)) for one in chosen})
        for site in sites
    }


def _result(found: dict[Rule, list[Finding]]) -> Result:
    findings = sorted((one for each in found.values() for one in each), key=sort_key)
    passed = [one.success_message for one, each in found.items() if not each]
    return Result(findings, [message for message in passed if message])


def sort_key(finding: Finding) -> bool:
    return finding.level != Level.ERROR


def practice_sites(sites: Any = None) -> list[Site]:
    """Return the default site and the sites with practice settings, among ``sites`` or all.

    Each site has its settings loaded, so that no rule reads them again.
    """
    chosen = Site.objects.all() if sites is None else sites
    found = PracticeSettings.sites_with_settings(chosen)
    if not any(site.is_default_site for site in found):
        default = chosen.filter(is_default_site=True)[:1]
        found = [*PracticeSettings.read_each(list(default)), *found]
    return sorted(found, key=lambda site: (not site.is_default_site, site.pk))


def _find_on_site(rule: Rule, site: Site) -> Iterable[Finding]:
    return () if rule.is_for_all else rule.find(site)
