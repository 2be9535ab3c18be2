"""What the history of a list of approaches shows, in a number of queries that does not grow."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Min, QuerySet

from wagtail_therapy.approaches.history.change_kinds import ChangeKind
from wagtail_therapy.approaches.history.snapshots import differences
from wagtail_therapy.approaches.models import ClaimChange
from wagtail_therapy.content.local_dates import local_date, start_of_day

# A page of more than that says so. Each approach is in it with its first version all the same.
MOST = 200
ANCHOR = "therapy-history-"


@dataclass(frozen=True)
class Beginning:
    """The first version that there is a record of."""

    began_at: datetime
    concerns: int

    @property
    def day(self) -> date:
        return local_date(self.began_at)


@dataclass(frozen=True)
class Change:
    """A change as readers see it: only what is not the same before and after."""

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
        return f"{ANCHOR}{self.approach.pk}"

    @cached_property
    def _differences(self) -> tuple[list[str], list[str]]:
        return differences(self.row.before, self.row.after)


@dataclass(frozen=True)
class Section:
    """The history of one approach, the newest change first."""

    approach: Any
    changes: list[Change]
    beginning: Beginning | None

    @property
    def anchor(self) -> str:
        return f"{ANCHOR}{self.approach.pk}"


class ClaimHistory:
    """The history of the approaches that a list has: what readers were told there, and when."""

    def __init__(self, index: Any):
        self._index = index

    @cached_property
    def sections(self) -> list[Section]:
        """Return the approaches that have a record, as the list of them is ordered."""
        by_page = defaultdict(list)
        for change in self.changes:
            by_page[change.approach.pk].append(change)
        sections = [
            Section(page, by_page[pk], self._beginnings.get(pk)) for pk, page in self._pages.items()
        ]
        return [one for one in sections if one.changes or one.beginning]

    @cached_property
    def changes(self) -> list[Change]:
        """Return the newest changes. A first version is none."""
        return self.newest(MOST)

    @property
    def is_cut(self) -> bool:
        """Whether there were more changes than are shown."""
        if len(self.changes) < MOST:
            return False
        return self._changed.filter(changed_at__lt=self.changes[-1].row.changed_at).exists()

    def newest(self, number: int) -> list[Change]:
        """Return the newest changes: that many, and what else there was on the last of their days.

        A guideline that is replaced changes all that rely on it at once.
        """
        rows = list(self._changed[:number])
        if len(rows) == number:
            since = start_of_day(rows[-1].day)
            rows += self._changed.filter(changed_at__gte=since)[number:]
        return [Change(row, self._pages[row.page_id]) for row in rows]

    @cached_property
    def _beginnings(self) -> dict[int, Beginning]:
        first = self._rows.filter(kind=ChangeKind.FIRST).order_by().values("page_id")
        found = first.annotate(began_at=Min("changed_at"), concerns=Count("pk"))
        return {one["page_id"]: Beginning(one["began_at"], one["concerns"]) for one in found}

    @cached_property
    def _pages(self) -> dict[int, Any]:
        return {page.pk: page for page in self._index.get_approaches()}

    @property
    def _changed(self) -> QuerySet:
        return self._rows.exclude(kind=ChangeKind.FIRST).order_by("-changed_at", "-pk")

    @property
    def _rows(self) -> QuerySet:
        told_here = ClaimChange.objects.filter(told_below=self._index.pk)
        return told_here.filter(page__in=list(self._pages))
