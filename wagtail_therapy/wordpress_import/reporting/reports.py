"""What became of each item of an export, and what a person should know about it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ..models import ReportLine, WordPressImport
from ..planning.outlines import Entry
from .detail_words import detail_text
from .report_words import LABELS, FileProblem, Outcome

REMARK = "remark"
LONGEST_TITLE = 255
# The rest of the file is missing.
INCOMPLETE = {
    *(FileProblem.TRUNCATED, FileProblem.DAMAGED_ARCHIVE, FileProblem.LARGE_ARCHIVE),
    FileProblem.MANY_ITEMS,
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    reason, such as "skipped/trashed"; of remarks the same, such as "remark/slug_changed". Numbers
    by type are there as well, such as "post/published".
    """

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)

    @property
    def total(self) -> int:
        return total_of(self.counts)

    def add(
        self,
        outcome: Any,
        entry: Entry,
        reason: Any = "",
        *,
        page: Any = None,
        is_listed: bool = True,
    ) -> None:
        """Say what became of an item. Each has one outcome."""
        self._count(outcome, reason, 1)
        self.counts[f"{entry.type}/{outcome.value}"] += 1
        if is_listed:
            self._list(Line(outcome.value, str(reason), entry.line, entry.title), page)

    def add_lost(self, outcome: Any, reason: Any, line: int, number: int) -> None:
        """Say what became of items that could not be read at all."""
        self._count(outcome, reason, number)
        self._list(Line(outcome.value, str(reason), line))

    def remark(
        self, reason: Any, entry: Entry, detail: str = "", *, number: int = 1, page: Any = None
    ) -> None:
        """Say something else about an item. ``detail`` is never a post's text."""
        self._count(REMARK, reason, number)
        self._list(Line(REMARK, str(reason), entry.line, entry.title, detail), page)

    def remark_file(self, reason: Any, line: int = 0, detail: str = "", *, number: int = 1) -> None:
        """Say something about the file."""
        self._count(REMARK, reason, number)
        self._list(Line(REMARK, str(reason), line, detail=detail))

    def count(self, name: str, number: int = 1) -> None:
        """Count something else, under a name with a slash."""
        self.counts[name] += number

    def save(self, run: WordPressImport) -> None:
        """Add the lines and counts to those that the import has. It doesn't save the import."""
        ReportLine.objects.bulk_create(
            ReportLine(wordpress_import=run, **vars(line)) for line in self.lines
        )
        run.counts = dict(Counter(run.counts) + self.counts)

    def unsaved_lines(self) -> list[ReportLine]:
        """Return the lines as those of an import, for a dry run."""
        return [ReportLine(**vars(line)) for line in self.lines]

    def _count(self, kind: str, reason: str, number: int) -> None:
        self.counts[str(kind)] += number
        if reason:
            self.counts[f"{kind}/{reason}"] += number

    def _list(self, line: Line, page: Any = None) -> None:
        told = vars(line) | {"title": line.title[:LONGEST_TITLE], "page_id": page and page.pk}
        self.lines.append(Line(**told))


def total_of(counts: dict[str, int]) -> int:
    """Return how many items the outcomes add up to."""
    return sum(counts.get(value, 0) for value in Outcome.values)


def numbers_of(kind: str, counts: dict[str, int]) -> list[tuple[str, int]]:
    """Return how often each reason was given for an outcome or a remark, the most first."""
    prefix = f"{kind}/"
    found = [
        (name.removeprefix(prefix), number)
        for name, number in counts.items()
        if name.startswith(prefix)
    ]
    return sorted(found, key=lambda one: -one[1])


def reason_text(reason: str) -> str:
    return str(LABELS.get(reason, reason))


def csv_rows(lines: Iterable[ReportLine]) -> Iterator[list[str]]:
    """Yield the report as rows of a table whose cells no spreadsheet takes for formulas."""
    yield [_("Line"), _("Title"), _("What became of it"), _("Why"), _("Detail"), _("Page")]
    kinds = dict(Outcome.choices) | {REMARK: _("please note")}
    for line in lines:
        told = [
            str(line.line or ""),
            line.title,
            str(kinds.get(line.kind, line.kind)),
            reason_text(line.reason),
            detail_text(line.reason, line.detail),
            str(line.page_id or ""),
        ]
        yield [formula_safe(cell) for cell in told]


def formula_safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
