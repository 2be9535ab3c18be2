"""The history of a list of approaches. The number of queries does not grow with it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Min, QuerySet

from wagtail_therapy.approaches.history.change_kinds import ChangeKind
from wagtail_therapy.approaches.history.snapshots import differences
from wagtail_therapy.approaches.models import ClaimChange
from wagtail_therapy.content.dates.local_dates import local_date, start_of_day

# A longer history is cut, and says so. Each approach still shows its first version.
MAX_CHANGES = 200
ANCHOR_PREFIX = "therapy-history-"


@dataclass(frozen=True)
class FirstVersion:
    """The first version on record."""

    recorded_at: datetime
    concerns: int

    @property
    def day(self) -> date:
        return local_date(self.recorded_at)


@dataclass(frozen=True)
class Change:
    """A change as readers see it: only the lines that differ before and after."""

    row: ClaimChange
    approach: Any

    @property
    def was(self) -> list[str]:
        return self._differences[0]

    @property
    def is_now(self) -> list[str]:
        return self._differences[1]

    @property
    def anchor(self) -> str:
        return f"{ANCHOR_PREFIX}{self.approach.pk}"

    @cached_property
    def _differences(self) -> tuple[list[str], list[str]]:
        return differences(self.row.before, self.row.after)


@dataclass(frozen=True)
class ApproachHistory:
    """The history of one approach, the newest change first."""

    approach: Any
    changes: list[Change]
    first_version: FirstVersion | None

    @property
    def anchor(self) -> str:
        return f"{ANCHOR_PREFIX}{self.approach.pk}"


class ClaimHistory:
    """The history of the approaches in a list: what readers were told there, and when."""

    def __init__(self, index: Any):
        self._index = index

    @cached_property
    def sections(self) -> list[ApproachHistory]:
        """Return the approaches that have a history, in the order of their list."""
        by_page = defaultdict(list)
        for change in self.changes:
            by_page[change.approach.pk].append(change)
        sections = [
            ApproachHistory(page, by_page[pk], self._first_versions.get(pk))
            for pk, page in self._pages.items()
        ]
        return [one for one in sections if one.changes or one.first_version]

    @cached_property
    def changes(self) -> list[Change]:
        """Return the newest changes, without first versions."""
        return self.newest(MAX_CHANGES)

    @property
    def is_truncated(self) -> bool:
        """Whether there were more changes than are shown."""
        if len(self.changes) < MAX_CHANGES:
            return False
        return self._changed.filter(changed_at__lt=self.changes[-1].row.changed_at).exists()

    def newest(self, number: int) -> list[Change]:
        """Return that many of the newest changes, and all others from the oldest day among them.

        A replaced guideline changes all approaches that rely on it at once.
        """
        rows = list(self._changed[:number])
        if len(rows) == number:
            since = start_of_day(rows[-1].day)
            rows += self._changed.filter(changed_at__gte=since)[number:]
        return [Change(row, self._pages[row.page_id]) for row in rows]

    @cached_property
    def _first_versions(self) -> dict[int, FirstVersion]:
        first = self._rows.filter(kind=ChangeKind.FIRST).order_by().values("page_id")
        found = first.annotate(recorded_at=Min("changed_at"), concerns=Count("pk"))
        return {one["page_id"]: FirstVersion(one["recorded_at"], one["concerns"]) for one in found}

    @cached_property
    def _pages(self) -> dict[int, Any]:
        return {page.pk: page for page in self._index.get_approaches()}

    @property
    def _changed(self) -> QuerySet:
        return self._rows.exclude(kind=ChangeKind.FIRST).order_by("-changed_at", "-pk")

    @property
    def _rows(self) -> QuerySet:
        changes = ClaimChange.objects.filter(told_below=self._index.pk)
        return changes.filter(page__in=list(self._pages))
