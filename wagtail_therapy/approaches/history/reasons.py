"""Why a page has changed, as it says itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail_therapy.approaches.models.claim_changes import ClaimChange


@dataclass(frozen=True)
class Reason:
    """What a page says of its last change, until it is saved and after that."""

    was: tuple[str, date | None]
    now: tuple[str, date | None]

    @property
    def given(self) -> str:
        """Return the reason of what changes now. One that was there is of an earlier change."""
        return "" if self.was == self.now else _shown(*self.now)

    @property
    def taken_back(self) -> str:
        """Return the reason that the page gave, if it gives none any more."""
        return "" if _shown(*self.now) else _shown(*self.was)


def reason_of(page: Any) -> Reason:
    """Return the reason of a page that is about to be saved. Lock it before."""
    stored = type(page)._base_manager.filter(pk=page.pk)
    was = stored.values_list("change_note", "updated_date").first()
    return Reason(was or ("", None), (page.change_note, page.updated_date))


def take_back(page: Any, note: str) -> None:
    """Let no change of the page give this reason any more; if none does, not the newest reason.

    The page may have given it in other words since: better one reason too few than one too many.
    """
    given = ClaimChange.objects.filter(page=page.pk).exclude(note="")
    same = given.filter(note=note)
    newest = given.order_by("-changed_at").values_list("note", flat=True)[:1]
    (same if same.exists() else given.filter(note__in=list(newest))).update(note="")


def _shown(note: str, updated_date: date | None) -> str:
    # Beside the date is where the page shows it.
    return note.strip() if updated_date else ""
