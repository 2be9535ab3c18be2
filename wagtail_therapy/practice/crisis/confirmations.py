"""Confirmations by someone from the practice that they have checked a crisis line.

The settings store a copy of what was checked. If an editor or an update of this package changes the
line, the copy differs, and the confirmation no longer counts.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from wagtail_therapy.content.dates import local_dates

from .lines import CrisisLine

CHECK_EVERY = timedelta(days=183)
LOG_ACTION = "wagtail_therapy.confirm_crisis_lines"


class State(StrEnum):
    NEVER = "never"
    CHANGED = "changed"
    STALE = "stale"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> Any:
        return STATES[self]


STATES = {
    State.NEVER: _("Not checked yet"),
    State.CHANGED: _("Changed since you checked it"),
    State.STALE: _("Checked more than six months ago"),
    State.CONFIRMED: _("Checked"),
}


def with_confirmation(line: CrisisLine, confirmed: dict[str, Any]) -> CrisisLine:
    """Return the line with the date of its confirmation, if it hasn't changed since."""
    stored = confirmed.get(line.key, {})
    is_same = stored.get("shown") == line.shown()
    return replace(line, confirmed_date=date.fromisoformat(stored["date"]) if is_same else None)


def state_of(line: CrisisLine, confirmed: dict[str, Any]) -> State:
    if line.confirmed_date is None:
        return State.CHANGED if line.key in confirmed else State.NEVER
    is_stale = local_dates.today() - line.confirmed_date > CHECK_EVERY
    return State.STALE if is_stale else State.CONFIRMED


def line_before(line: CrisisLine, confirmed: dict[str, Any]) -> CrisisLine | None:
    """Return the line as it was when it was checked, if it has changed since."""
    if state_of(line, confirmed) != State.CHANGED:
        return None
    return CrisisLine.from_shown(line.key, confirmed[line.key]["shown"])


def confirm(practice: Any, lines: Iterable[CrisisLine], day: date, user: Any) -> None:
    """Record that the user has checked these lines on a day."""
    checked = {line.key: {"date": day.isoformat(), "shown": line.shown()} for line in lines}
    with transaction.atomic():
        # A colleague may be confirming other lines at the same time.
        row = type(practice).objects.select_for_update().get(pk=practice.pk)
        row.confirmed_lines = row.confirmed_lines | checked
        row.save(update_fields=["confirmed_lines"])
        data = {"lines": sorted(checked), "date": day.isoformat()}
        log(instance=row, action=LOG_ACTION, user=user, data=data)
