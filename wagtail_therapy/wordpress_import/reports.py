"""What became of each item of an export, and what a person should know about it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .models import ReportLine, WordPressImport
from .report_words import Outcome, Reason
from .wxr.records import Item

REMARK = "remark"


@dataclass(frozen=True)
class Line:
    """A line of the report. ``title`` is "" for what the public could not see on the old site."""

    kind: str
    reason: str = ""
    line: int = 0
    title: str = ""
    detail: str = ""
    page_id: int | None = None


@dataclass
class Report:
    """The outcomes of all items, which add up to ``total``, and remarks about some.

    ``counts`` has the number of each outcome by its name, such as "published", and by its name and
    reason, such as "skipped/trashed"; of remarks the same, such as "remark/slug_taken".
    """

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts[outcome.value] for outcome in Outcome)

    def add(
        self,
        outcome: Outcome,
        item: Item,
        reason: Reason | str = "",
        *,
        page: Any = None,
        is_listed: bool = True,
    ) -> None:
        """Say what became of an item. Each has one outcome."""
        self._count(outcome.value, str(reason), 1)
        if is_listed:
            self.lines.append(self._line(outcome.value, str(reason), item, "", page))

    def remark(
        self,
        reason: Reason | str,
        item: Item | None = None,
        detail: str = "",
        *,
        number: int = 1,
        page: Any = None,
    ) -> None:
        """Say something about an item, or about the file. ``detail`` is never a post's text."""
        self._count(REMARK, str(reason), number)
        self.lines.append(self._line(REMARK, str(reason), item, detail, page))

    def save(self, run: WordPressImport) -> None:
        """Add the lines and counts to those that the import has."""
        ReportLine.objects.bulk_create(
            ReportLine(wordpress_import=run, **vars(line)) for line in self.lines
        )
        run.counts = dict(Counter(run.counts) + self.counts)

    def _count(self, kind: str, reason: str, number: int) -> None:
        self.counts[kind] += number
        if reason:
            self.counts[f"{kind}/{reason}"] += number

    @staticmethod
    def _line(kind: str, reason: str, item: Item | None, detail: str, page: Any) -> Line:
        title = item.title[:255] if item and item.is_public else ""
        return Line(kind, reason, item.line if item else 0, title, detail, page and page.pk)


def csv_rows(lines: Iterable[ReportLine]) -> Iterator[list[str]]:
    """Yield the report as rows of a table whose cells no spreadsheet takes for formulas."""
    raise NotImplementedError
