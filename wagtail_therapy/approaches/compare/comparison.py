"""Two to four approaches side by side. Nothing here adds up, ranks or recommends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from wagtail_therapy.approaches.compare.columns import Column, Remark, Told, columns_of, row_key
from wagtail_therapy.approaches.compare.facts import (
    GROUPS,
    PRACTICAL,
    SESSIONS,
    THIS_PAGE,
    FactRow,
)
from wagtail_therapy.approaches.evidence.claim_queries import concern_sort_key
from wagtail_therapy.approaches.summaries import ConcernSummary

# The key of the group of concerns, which is not in GROUPS.
EVIDENCE = "concerns"


@dataclass(frozen=True)
class Cell:
    """One approach's cell. An empty one is shown as "Not stated"."""

    approach: Any
    text: str = ""
    # In smaller letters below it.
    remarks: tuple[Remark, ...] = ()
    # All of it, if it comes from the cache.
    html: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """A short name, for small screens."""
        return self.approach.abbreviation or self.approach.title


@dataclass(frozen=True)
class Row:
    label: Any
    cells: list[Cell]
    # The page about the row's concern, if there is one.
    url: str = ""

    @property
    def is_stated(self) -> bool:
        return any(cell.text for cell in self.cells)

    @property
    def differs(self) -> bool:
        return len({(cell.text, cell.remarks) for cell in self.cells}) > 1


@dataclass(frozen=True)
class Group:
    """Rows under one heading. Its key is in GROUPS, or EVIDENCE."""

    key: str
    label: Any
    rows: list[Row]

    @property
    def stated(self) -> list[Row]:
        return [row for row in self.rows if row.is_stated]

    @property
    def not_stated(self) -> list[Any]:
        """The labels of the rows that say nothing of any approach."""
        return [row.label for row in self.rows if not row.is_stated]

    def where(self, is_shown: Callable[[Row], bool]) -> "Group":
        """Return it with only the rows that this function accepts."""
        return replace(self, rows=[row for row in self.rows if is_shown(row)])


@dataclass(frozen=True)
class Comparison:
    approaches: list[Any]
    groups: list[Group]
    required_notices: frozenset[str] = frozenset()

    @property
    def names(self) -> str:
        return get_text_list([one.title for one in self.approaches], _("and"))

    def get_required_notices(self) -> set[str]:
        """Return the notices of all their own pages: a topic, see ``PageNotices``."""
        return set(self.required_notices)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.approaches) + 1

    @property
    def number_of_rows(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    def differences(self) -> "Comparison":
        """Return it with the rows in which the approaches differ."""
        return self._where(lambda row: row.differs)

    def similarities(self) -> "Comparison":
        """Return it with the rows that are the same for all."""
        return self._where(lambda row: not row.differs)

    def facts(self) -> "Comparison":
        """Return it with the rows about the approaches, without evidence and dates of pages."""
        others = (EVIDENCE, THIS_PAGE)
        return replace(self, groups=[one for one in self.groups if one.key not in others])

    def evidence(self) -> "Comparison":
        """Return it with what guidelines and research say."""
        return replace(self, groups=[one for one in self.groups if one.key == EVIDENCE])

    def _where(self, is_shown: Callable[[Row], bool]) -> "Comparison":
        groups = (group.where(is_shown) for group in self.groups)
        return replace(self, groups=[group for group in groups if group.rows])


def compare(
    approaches: Iterable[Any],
    locale_id: int,
    concern_url: Callable[[Any], str] = lambda _one: "",
    request: Any = None,
) -> Comparison:
    """Compare approaches in their order, by the rows that each page type declares.

    Families, claims and latest reviews are read for all of them at once; with a request, most come
    from the cache.
    """
    approaches = list(approaches)
    columns = columns_of(approaches, locale_id, request)
    facts = _groups(approaches, columns)
    concerns = Group(EVIDENCE, "", _concern_rows(approaches, columns, concern_url))
    # After the facts about sessions.
    place = next((at for at, one in enumerate(facts, 1) if one.key == SESSIONS), len(facts))
    groups = [*facts[:place], concerns, *facts[place:]]
    return Comparison(
        approaches,
        [group for group in groups if group.rows],
        required_notices=frozenset().union(*(one.required_notices for one in columns.values())),
    )


def _groups(approaches: list[Any], columns: dict[int, Column]) -> list[Group]:
    order = list(GROUPS)
    declared: dict[Any, FactRow] = {}
    for approach in approaches:
        for row in approach.compare_rows:
            declared.setdefault(row.source, row)
    rows = sorted(declared.values(), key=lambda row: order.index(row.group))
    return [
        Group(key, GROUPS[key], _fact_rows(key, grouped, approaches, columns))
        for key, grouped in groupby(rows, key=lambda row: row.group)
    ]


def _fact_rows(
    key: str, rows: Iterable[FactRow], approaches: list[Any], columns: dict[int, Column]
) -> list[Row]:
    found = [
        Row(row.label, [_cell(one, columns[one.pk].facts[row_key(row)]) for one in approaches])
        for row in rows
    ]
    # Few pages answer all of these. Rows that none of them answers would be half of the table.
    return [row for row in found if row.is_stated] if key == PRACTICAL else found


def _concern_rows(
    approaches: list[Any], columns: dict[int, Column], concern_url: Callable[[Any], str]
) -> list[Row]:
    named: dict[int, ConcernSummary] = {}
    for column in columns.values():
        named |= {one.pk: one for one in column.concerns}
    return [
        Row(
            concern.name,
            [_cell(one, columns[one.pk].on_concern(concern.pk)) for one in approaches],
            concern_url(concern),
        )
        for concern in sorted(named.values(), key=concern_sort_key)
    ]


def _cell(approach: Any, told: Told) -> Cell:
    return Cell(approach, told.text, told.remarks, told.html)
