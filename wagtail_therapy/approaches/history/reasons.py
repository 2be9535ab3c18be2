"""The reason for a change, from the change note of the page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail_therapy.approaches.models.claim_changes import ClaimChange


@dataclass(frozen=True)
class Reason:
    """The change note of a page and its date, before and after it is saved."""

    was: tuple[str, date | None]
    now: tuple[str, date | None]

    @property
    def added(self) -> str:
        """Return the reason for what changes now; "" if the note is from an earlier change."""
        return "" if self.was == self.now else _shown(*self.now)

    @property
    def withdrawn(self) -> str:
        """Return the reason that the page gave before, if it no longer gives one."""
        return "" if _shown(*self.now) else _shown(*self.was)


def reason_of(page: Any) -> Reason:
    """Return the reason of a page that is about to be saved. Lock the page first."""
    stored = type(page)._base_manager.filter(pk=page.pk)
    was = stored.values_list("change_note", "updated_date").first()
    return Reason(was or ("", None), (page.change_note, page.updated_date))


def withdraw(page: Any, note: str) -> None:
    """Remove this reason from all changes of the page, or the newest one if none has this.

    The page may have reworded it since. A missing reason is better than one that was withdrawn.
    """
    changes = ClaimChange.objects.filter(page=page.pk).exclude(note="")
    same = changes.filter(note=note)
    newest = changes.order_by("-changed_at").values_list("note", flat=True)[:1]
    (same if same.exists() else changes.filter(note__in=list(newest))).update(note="")


def _shown(note: str, updated_date: date | None) -> str:
    # The page shows the note beside the date only.
    return note.strip() if updated_date else ""
