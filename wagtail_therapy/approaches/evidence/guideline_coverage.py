"""Which guidelines cover a concern, and their first choices for it, offered here or not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail_therapy.approaches.models import Concern, ConcernGuideline
from wagtail_therapy.approaches.summaries import ConcernSummary
from wagtail_therapy.content.caching import cached
from wagtail_therapy.content.translations import in_locale


@dataclass(frozen=True)
class GuidelineCoverage:
    """A guideline that covers a concern, in the language of the concern."""

    # coverage_of() needs only its key and locale.
    concern: Concern | ConcernSummary
    guideline: Any
    first_choices: list[str]


def coverage_by_concern(concerns: Iterable[Any]) -> list[tuple[Any, list[GuidelineCoverage]]]:
    """Return the concerns in their order, each with the guidelines that cover it."""
    concerns = list(concerns)
    found = defaultdict(list)
    for each in coverage_of(concerns):
        found[each.concern.pk].append(each)
    return [(one, found[one.pk]) for one in concerns]


def cached_coverage_by_concern(
    concerns: Iterable[Any], request: Any = None
) -> list[tuple[Any, list[GuidelineCoverage]]]:
    """Return the same from the cache. It is made again when a concern or guideline is saved."""
    concerns = list(concerns)
    key = ("coverage", *(one.pk for one in concerns))
    return cached(key, lambda: coverage_by_concern(concerns), request) if concerns else []


def prefetch_coverage(concerns: Iterable[Concern]) -> None:
    """Set ``coverage`` of each concern of one language, with two or three queries for all."""
    for concern, coverage in coverage_by_concern(concerns):
        concern.coverage = coverage


def coverage_of(concerns: Iterable[Concern | ConcernSummary]) -> list[GuidelineCoverage]:
    """Return the guidelines of concerns of one language, in their order: current ones first."""
    found = {concern.pk: concern for concern in concerns}
    if not found:
        return []
    rows = list(
        ConcernGuideline.objects.filter(concern__in=found)
        .select_related("guideline__superseded_by")
        .order_by("sort_order", "pk")
    )
    locale_id = next(iter(found.values())).locale_id
    guidelines = in_locale([row.guideline for row in rows], locale_id, "superseded_by")
    coverage = [
        GuidelineCoverage(found[row.concern_id], guideline, row.first_choices)
        for row, guideline in zip(rows, guidelines, strict=True)
    ]
    places = {pk: place for place, pk in enumerate(found)}
    return sorted(coverage, key=lambda one: (places[one.concern.pk], not one.guideline.is_current))
