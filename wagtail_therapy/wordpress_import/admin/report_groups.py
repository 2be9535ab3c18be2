"""The lines of a report, in groups of the same reason, for the page of an import."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import ReportLine, WordPressImport
from ..reporting.detail_words import detail_text
from ..reporting.report_words import Outcome, Reason
from ..reporting.reports import REMARK, reason_text

# Of each group. The others are in the file to download.
MOST_LISTED = 20
# In this order.
HEADINGS: dict[Any, Any] = {
    Outcome.FAILED: gettext_lazy("Failed"),
    REMARK: gettext_lazy("Please check"),
    Outcome.DRAFT: gettext_lazy("Drafts, and why"),
    Outcome.LEFT: gettext_lazy("Left as it is here, and why"),
    Outcome.SKIPPED: gettext_lazy("Left behind, and why"),
}
ORDER = list(HEADINGS)
# What people have to do something about comes first.
FIRST = [
    Reason.PLEASE_CHECK,
    Reason.MEDIA_MISSING,
    Reason.OLD_LINKS,
    Reason.HIDDEN_TEXT,
    Reason.NO_AUTHOR,
    Reason.LEFT_OUT,
    Reason.MENU,
]


@dataclass(frozen=True)
class Entry:
    """A line: what it is about, where to edit that, and what else it says."""

    title: str
    url: str
    detail: str


@dataclass(frozen=True)
class Group:
    """``more`` is how many lines are not among the entries."""

    heading: Any
    label: str
    number: int
    entries: list[Entry]

    @property
    def more(self) -> int:
        return self.number - len(self.entries)


def groups_of(brought: WordPressImport, user: Any) -> list[Group]:
    """Return what a person should look at, the most important first."""
    found = brought.lines.exclude(reason="").order_by().values_list("kind", "reason")
    counted = found.annotate(number=Count("pk"))
    return [
        Group(
            HEADINGS.get(kind, ""),
            reason_text(reason),
            number,
            list(_entries(brought, kind, reason, user)),
        )
        for kind, reason, number in sorted(counted, key=_place)
    ]


def _place(counted: tuple[str, str, int]) -> tuple[int, int, int, str]:
    kind, reason, number = counted
    return _index(ORDER, kind), _index(FIRST, reason), -number, reason


def _index(among: list[Any], one: str) -> int:
    return among.index(one) if one in among else len(among)


def _entries(brought: WordPressImport, kind: str, reason: str, user: Any) -> Iterator[Entry]:
    lines = brought.lines.filter(kind=kind, reason=reason).select_related("page")
    for line in lines[:MOST_LISTED]:
        url = _edit_url(line, user)
        yield Entry(_title(line, is_open=bool(url)), url, detail_text(reason, line.detail))


def _title(line: ReportLine, *, is_open: bool) -> str:
    # A title that the public never saw is shown only to people who may edit its page.
    known = line.page.get_admin_display_title() if is_open else line.title
    if known:
        return known
    return _("Not public, line %(number)d") % {"number": line.line} if line.line else ""


def _edit_url(line: ReportLine, user: Any) -> str:
    if line.page is None or not line.page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[line.page_id])
